package io.framelab.server.netty;

import io.framelab.server.core.Limits;
import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The close of the protocol, for a connection whose acks are all with the socket: output is shut
 * down, then what the peer still sends is discarded, for a bounded time and number of bytes. A
 * plain close with unread input would send a reset, and the peer would lose acks that are on their
 * way. Used by the connection's loop only.
 */
final class BareGoodbye {
  private final BareSocket socket;
  private Future<?> timeout;
  private int discardedBytes;

  BareGoodbye(final BareSocket socket) {
    this.socket = socket;
  }

  /**
   * Shuts output down.
   *
   * @param onTimeout called on the loop's thread when the peer has had its time.
   * @throws IOException if the peer has gone already.
   */
  void begin(final IoEventLoop loop, final Runnable onTimeout) throws IOException {
    socket.shutdownOutput();
    timeout = loop.schedule(onTimeout, Limits.LINGER_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Reads once; returns whether that was enough. */
  boolean discard(final IoBuffer into) throws IOException {
    final int bytes = socket.read(into);
    discardedBytes += Math.max(0, bytes);
    return bytes < 0 || discardedBytes >= Limits.LINGER_MAX_BYTES;
  }

  /** The connection has ended. */
  void cancelTimeout() {
    if (timeout != null) {
      timeout.cancel(false);
    }
  }
}
