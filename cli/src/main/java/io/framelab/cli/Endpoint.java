package io.framelab.cli;

/**
 * Where something listens, or that it does not: {@code [HOST:]PORT|off}. Loopback unless a host is
 * named, because whoever wants to be reached from outside should have to say so. Immutable.
 *
 * @param host a name or an address; of no meaning when off.
 * @param port 0 takes a free one; of no meaning when off.
 * @param isOff whether nothing is to listen.
 */
public record Endpoint(String host, int port, boolean isOff) {
  /** Nothing listens. */
  public static final Endpoint OFF = new Endpoint(HostPort.LOOPBACK, 0, true);

  /**
   * Reads an endpoint.
   *
   * @param text as the user typed it.
   * @return where to listen.
   * @throws IllegalArgumentException if it is none.
   */
  public static Endpoint parse(final String text) {
    if ("off".equals(text)) {
      return OFF;
    }
    final HostPort hostPort = HostPort.parse(text);
    if (hostPort == null) {
      throw new IllegalArgumentException("expected [HOST:]PORT with a port of 0 to 65535, or off");
    }
    return new Endpoint(hostPort.host(), hostPort.port(), false);
  }

  @Override
  public String toString() {
    return isOff ? "off" : new HostPort(host, port).toString();
  }
}
