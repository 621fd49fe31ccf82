package io.framelab.server.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Where a server listens. Immutable.
 *
 * @param host name or address to bind; loopback unless told.
 * @param port TCP port; 0 takes a free one.
 */
public record Listen(String host, int port) {
  /** Nothing outside this machine reaches a server that was not told to be reached. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  /** The port of the Go course. */
  public static final int DEFAULT_PORT = 8888;

  /**
   * How many finished handshakes may wait to be accepted. A thousand clients that connect at once
   * must not be refused; Linux cuts it to net.core.somaxconn, 4096 since 5.4.
   */
  public static final int ACCEPT_BACKLOG = 4096;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the port is not from 0 to 65535.
   */
  public Listen {
    Objects.requireNonNull(host, "host");
    if (port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("port is " + port + ", but must be from 0 to 65535");
    }
  }

  /**
   * Says in one line why nobody can listen here.
   *
   * @param cause what the system said.
   * @return an exception for people, without the system's stack.
   */
  public IOException cannotBind(final Throwable cause) {
    return new IOException(
        "cannot listen on " + host + ":" + port + ": " + cause.getMessage(), cause);
  }

  /**
   * The address to bind.
   *
   * @return a resolved address.
   * @throws IOException if the host's name cannot be resolved.
   */
  public InetSocketAddress address() throws IOException {
    final InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException(
          "cannot listen on " + host + ":" + port + ": no address is known for that name");
    }
    return address;
  }
}
