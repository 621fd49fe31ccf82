package io.framelab.metrics;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Why nobody can listen for HTTP somewhere, in the same words for every server of HTTP. Stateless;
 * any thread may use it.
 */
public final class HttpAddress {
  private HttpAddress() {}

  /**
   * Looks whether there is such an address.
   *
   * @param address to listen on.
   * @throws IOException if its name is unknown.
   */
  public static void check(final InetSocketAddress address) throws IOException {
    if (address.isUnresolved()) {
      throw cannotListen(address, "no address is known for that name", null);
    }
  }

  /**
   * Says where and why.
   *
   * @param address to listen on.
   * @param cause what the system said.
   * @return an exception for people.
   */
  public static IOException cannotListen(final InetSocketAddress address, final IOException cause) {
    return cannotListen(address, cause.getMessage(), cause);
  }

  private static IOException cannotListen(
      final InetSocketAddress address, final String reason, final IOException cause) {
    return new IOException(
        "cannot listen for HTTP on %s:%d: %s"
            .formatted(address.getHostString(), address.getPort(), reason),
        cause);
  }
}
