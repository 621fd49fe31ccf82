package io.framelab.benchmarks.process;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Where a server is to listen. Immutable.
 *
 * @param port for Submits; 0 lets the server choose.
 * @param metrics for scrapes; 0 lets the server choose.
 */
public record Ports(int port, int metrics) {
  /** Where a Prometheus that watches expects every engine. */
  public static final Ports WATCHED = new Ports(8888, 8889);

  /**
   * Free ones: our server finds its own, another program is given one that is free now.
   *
   * @param rung that is to listen.
   * @return where.
   */
  public static Ports any(final Rung rung) {
    return new Ports(rung.ours() ? 0 : freePort(), 0);
  }

  /**
   * Checks that a server could listen.
   *
   * @throws RunFailure for the user, if a port is taken.
   */
  public void checkFree() {
    checkFree(port);
    checkFree(metrics);
  }

  private static void checkFree(final int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (final IOException e) {
      throw new RunFailure(
          ExitCode.FAILED,
          "port " + port + " is taken: stop what listens there, or let --any-port find free ports",
          e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
