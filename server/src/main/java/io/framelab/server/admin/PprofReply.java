package io.framelab.server.admin;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is answered to one request. Immutable; the body is not copied.
 *
 * @param status of HTTP.
 * @param headers besides those that every answer has.
 * @param body of any type.
 */
record PprofReply(int status, Map<String, String> headers, byte[] body) {
  private static final String CONTENT_TYPE = "Content-Type";

  /** Plain text as it is. */
  static PprofReply text(final String text) {
    return new PprofReply(200, Map.of(CONTENT_TYPE, "text/plain; charset=utf-8"), bytes(text));
  }

  /** A page, complete and escaped. */
  static PprofReply html(final String page) {
    return new PprofReply(200, Map.of(CONTENT_TYPE, "text/html; charset=utf-8"), bytes(page));
  }

  /** A file to keep. */
  static PprofReply file(final String name, final byte[] content) {
    return new PprofReply(
        200,
        Map.of(
            CONTENT_TYPE,
            "application/octet-stream",
            "Content-Disposition",
            "attachment; filename=\"" + name + "\""),
        content);
  }

  /** Elsewhere for good. */
  static PprofReply movedTo(final String path) {
    return new PprofReply(301, Map.of("Location", path), new byte[0]);
  }

  /** A failure; the tool of Go shows its text only with this header. */
  static PprofReply failure(final int status, final String text) {
    return new PprofReply(
        status,
        Map.of(CONTENT_TYPE, "text/plain; charset=utf-8", "X-Go-Pprof", "1"),
        bytes(text + "\n"));
  }

  private static byte[] bytes(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes before the body. */
  byte[] head() {
    final StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason() + "\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return bytes(
        head.append("X-Content-Type-Options: nosniff\r\n")
            .append("Content-Length: " + body.length + "\r\n")
            .append("Connection: close\r\n\r\n")
            .toString());
  }

  private String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 301 -> "Moved Permanently";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
