package io.framelab.server.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request without its body, as far as anything here asks for it. Immutable.
 *
 * @param method in capitals.
 * @param target path and query, as they were sent: printable ASCII without blanks.
 * @param query the first value of each name, decoded.
 * @param headers the first value of each name; names in small letters.
 */
record HttpRequestHead(
    String method, String target, Map<String, String> query, Map<String, String> headers) {
  /**
   * Reads the lines up to the empty one.
   *
   * @param text without that empty line.
   * @throws IllegalArgumentException if it is no request; the message says why.
   */
  static HttpRequestHead parse(final String text) {
    final String[] lines = text.split("\r?\n", -1);
    final String[] words = lines[0].split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new IllegalArgumentException("expected METHOD PATH HTTP/1.1");
    }
    if (!words[1].matches("/[!-~]*")) {
      throw new IllegalArgumentException("expected a path that begins with a slash");
    }
    final String[] parts = words[1].split("\\?", 2);
    final Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      final int colon = lines[i].indexOf(':');
      if (colon <= 0) {
        throw new IllegalArgumentException("expected NAME: VALUE in each header");
      }
      headers.putIfAbsent(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).trim());
    }
    return new HttpRequestHead(
        words[0], words[1], query(parts.length == 1 ? "" : parts[1]), headers);
  }

  private static Map<String, String> query(final String text) {
    final Map<String, String> query = new HashMap<>();
    for (final String pair : text.split("&")) {
      final String[] parts = pair.split("=", 2);
      query.putIfAbsent(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
    }
    return query;
  }

  private static String decoded(final String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The target without its query. */
  String path() {
    return target.split("\\?", 2)[0];
  }

  /** A parameter of the query; empty if it is not there. */
  String parameter(final String name) {
    return query.getOrDefault(name, "");
  }

  /** Name and port by which the client found the way here. */
  String host() {
    return headers.getOrDefault("host", "localhost");
  }

  /** Bytes of the body; 0 if there is none. */
  long contentLength() {
    final String length = headers.getOrDefault("content-length", "0");
    if (!length.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("expected a number as Content-Length");
    }
    return Long.parseLong(length);
  }

  /**
   * Whether a browser was sent here by this machine's own name. A page from elsewhere that made its
   * own name point to this machine says that name.
   */
  boolean isForLoopback() {
    return host().toLowerCase(Locale.ROOT).matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
  }
}
