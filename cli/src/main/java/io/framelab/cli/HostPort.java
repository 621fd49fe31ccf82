package io.framelab.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar that {@link Endpoint} and {@link Target} share: {@code [HOST:]PORT}. */
record HostPort(String host, int port) {
  static final String LOOPBACK = "127.0.0.1";
  static final int MAX_PORT = 65_535;

  // An IPv6 address stands in brackets, because its own colons would hide the port's.
  private static final Pattern HOST_PORT =
      Pattern.compile("(?:(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]\\s]+):)?(\\d{1,5})");

  /** Null if the text is no {@code [HOST:]PORT}; without a host, loopback. */
  static HostPort parse(final String text) {
    final Matcher matcher = HOST_PORT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_PORT) {
      return null;
    }
    final String host = matcher.group(1);
    return new HostPort(
        host == null ? LOOPBACK : host.replaceAll("[\\[\\]]", ""),
        Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
