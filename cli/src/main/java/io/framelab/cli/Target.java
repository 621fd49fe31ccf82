package io.framelab.cli;

/**
 * Whom to connect to: {@code HOST:PORT}, or a port alone for this machine. Immutable.
 *
 * @param host a name or an address.
 * @param port 1 to 65535.
 */
public record Target(String host, int port) {
  /**
   * Reads a target.
   *
   * @param text as the user typed it.
   * @return whom to connect to.
   * @throws IllegalArgumentException if it is none.
   */
  public static Target parse(final String text) {
    final HostPort hostPort = HostPort.parse(text);
    if (hostPort == null || hostPort.port() == 0) {
      throw new IllegalArgumentException("expected HOST:PORT with a port of 1 to 65535");
    }
    return new Target(hostPort.host(), hostPort.port());
  }

  @Override
  public String toString() {
    return new HostPort(host, port).toString();
  }
}
