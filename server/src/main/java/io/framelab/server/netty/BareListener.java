package io.framelab.server.netty;

import io.framelab.server.core.ConnectionLog;
import io.framelab.server.core.LastResort;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Accepts connections on a loop of its own. Any thread may call it. */
final class BareListener {
  /** How many at once before the loop looks for other work; Netty's own number. */
  private static final int MAX_ACCEPTS_PER_TURN = 16;

  /**
   * When accepting fails, as a rule for want of file descriptors, it fails again at once, and the
   * loop would spin: wait until some may be back. Netty's own pause.
   */
  static final long PAUSE_MS = 1_000;

  private final BareListenSocket socket;
  private final IoEventLoop loop;
  private final Consumer<BareListenSocket.Accepted> onAccepted;
  private final ConnectionLog log;
  private boolean closed;

  private BareListener(
      final BareListenSocket socket,
      final IoEventLoop loop,
      final Consumer<BareListenSocket.Accepted> onAccepted,
      final ConnectionLog log) {
    this.socket = socket;
    this.loop = loop;
    this.onAccepted = onAccepted;
    this.log = log;
  }

  /**
   * Begins to accept.
   *
   * @param socket is bound; belongs to the listener from here on.
   * @param onAccepted takes over each connection, on the loop's thread.
   * @param log is told why there are no connections.
   * @throws IOException if the loop does not take the socket.
   */
  static BareListener start(
      final BareListenSocket socket,
      final IoEventLoop loop,
      final Consumer<BareListenSocket.Accepted> onAccepted,
      final ConnectionLog log)
      throws IOException {
    final BareListener listener = new BareListener(socket, loop, onAccepted, log);
    final Throwable failure = loop.submit(listener::register).awaitUninterruptibly().cause();
    if (failure != null) {
      socket.closeNow();
      throw new IOException("cannot listen: " + failure.getMessage(), failure);
    }
    return listener;
  }

  InetSocketAddress address() {
    return socket.address();
  }

  /** Accepts nobody any more when this returns. Does nothing if called again. */
  void close() {
    if (!loop.isShuttingDown()) {
      loop.submit(this::closeOnLoop).awaitUninterruptibly();
    }
  }

  private Void register() throws IOException {
    socket.register(loop, this::acceptSome);
    socket.watch(true);
    return null;
  }

  private void closeOnLoop() {
    if (!closed) {
      closed = true;
      socket.closeNow();
    }
  }

  private void acceptSome() {
    try {
      for (int i = 0; i < MAX_ACCEPTS_PER_TURN; i++) {
        final BareListenSocket.Accepted accepted = socket.accept();
        if (accepted == null) {
          return;
        }
        onAccepted.accept(accepted);
      }
    } catch (final IOException | RuntimeException | Error e) {
      pause(e);
      if (e instanceof OutOfMemoryError error) {
        LastResort.tell(error);
      }
    }
  }

  private void pause(final Throwable cause) {
    if (!closed) {
      log.cannotAccept(cause);
      socket.watch(false);
      loop.schedule(this::resume, PAUSE_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void resume() {
    if (!closed) {
      socket.watch(true);
    }
  }
}
