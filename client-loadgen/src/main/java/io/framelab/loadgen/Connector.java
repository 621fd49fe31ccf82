package io.framelab.loadgen;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Opens every connection of a run, or none and says why. Used once, by the rig's thread. */
final class Connector {
  /**
   * Connections that are being opened at a time: fewer than the smallest accept queue in common
   * use, 128.
   */
  private static final int MAX_PENDING = 64;

  private static final long POLL_MS = 50;

  private final LoadConfig config;
  private final BooleanSupplier stopped;
  private final List<SocketChannel> open = new ArrayList<>();
  private int pending;

  Connector(final LoadConfig config, final BooleanSupplier stopped) {
    this.config = config;
    this.stopped = stopped;
  }

  /**
   * Opens them.
   *
   * @return connected channels, not blocking, without Nagle's delay; fewer than asked for only if
   *     the user stopped it.
   * @throws RunFailure if one cannot be opened; none is left open then.
   */
  List<SocketChannel> connect() {
    final InetSocketAddress target =
        new InetSocketAddress(resolve(config.target().host()), config.target().port());
    try (Selector selector = Selector.open()) {
      try {
        connectAll(target, selector);
      } finally {
        closePending(selector);
      }
      return open;
    } catch (final IOException e) {
      closeAll();
      throw new RunFailure(ExitCode.FAILED, explain(e));
    } catch (final RunFailure e) {
      closeAll();
      throw e;
    }
  }

  private static InetAddress resolve(final String host) {
    try {
      return InetAddress.getByName(host);
    } catch (final UnknownHostException e) {
      throw new RunFailure(
          ExitCode.FAILED, "cannot resolve the host '" + host + "'; check its spelling");
    }
  }

  private void connectAll(final InetSocketAddress target, final Selector selector)
      throws IOException {
    int begun = 0;
    long progressNs = System.nanoTime();
    while (open.size() < config.connections() && !stopped.getAsBoolean()) {
      final int before = open.size();
      while (begun < config.connections() && pending < MAX_PENDING) {
        begin(target, selector);
        begun++;
      }
      if (pending > 0) {
        selector.select(POLL_MS);
        finish(selector);
      }
      if (open.size() > before) {
        progressNs = System.nanoTime();
      } else if (System.nanoTime() - progressNs > config.timeoutNs()) {
        throw new RunFailure(
            ExitCode.FAILED,
            prefix() + "no answer within " + config.timeoutNs() / 1_000_000 + " ms");
      }
    }
  }

  private static void closePending(final Selector selector) throws IOException {
    for (final SelectionKey key : selector.keys()) {
      if (key.isValid()) {
        key.channel().close();
      }
    }
  }

  private void begin(final InetSocketAddress target, final Selector selector) throws IOException {
    final SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (channel.connect(target)) {
        open.add(channel);
      } else {
        channel.register(selector, SelectionKey.OP_CONNECT);
        pending++;
      }
    } catch (final IOException e) {
      channel.close();
      throw e;
    }
  }

  private void finish(final Selector selector) throws IOException {
    for (final SelectionKey key : selector.selectedKeys()) {
      final SocketChannel channel = (SocketChannel) key.channel();
      if (channel.finishConnect()) {
        key.cancel();
        pending--;
        open.add(channel);
      }
    }
    selector.selectedKeys().clear();
  }

  private String prefix() {
    return "cannot connect to "
        + config.target()
        + " (connection "
        + (open.size() + 1)
        + " of "
        + config.connections()
        + "): ";
  }

  private String explain(final IOException cause) {
    final String reason = String.valueOf(cause.getMessage());
    if (cause instanceof ConnectException && reason.contains("refused")) {
      return prefix() + "refused; is the server running?";
    }
    if (reason.contains("Cannot assign requested address")) {
      return "cannot connect to "
          + config.target()
          + ": no local port is left after "
          + (open.size() + pending)
          + " of "
          + config.connections()
          + " connections; use fewer, or widen net.ipv4.ip_local_port_range";
    }
    if (reason.contains("Too many open files")) {
      return prefix() + "no file is left; raise the limit (ulimit -n) or use fewer connections";
    }
    return prefix() + reason;
  }

  private void closeAll() {
    for (final SocketChannel channel : open) {
      try {
        channel.close();
      } catch (final IOException ignored) {
        // Given up on already; the reason is on its way to the user.
      }
    }
  }
}
