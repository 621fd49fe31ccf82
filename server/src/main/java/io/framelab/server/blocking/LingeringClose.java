package io.framelab.server.blocking;

import io.framelab.server.core.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * The close of the protocol, acks flushed before: shut output down, read and discard for a bounded
 * time and number of bytes, then close. A plain close with unread input would send a reset, and the
 * peer would lose acks that are on their way.
 */
final class LingeringClose {
  private static final int SCRAP_BYTES = 8 * 1024;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private LingeringClose() {}

  static void shutdownOutput(final Socket socket) {
    try {
      if (!socket.isOutputShutdown()) {
        socket.shutdownOutput();
      }
    } catch (final IOException alreadyGone) {
      closeNow(socket);
    }
  }

  /** Blocks for {@link Limits#LINGER_TIMEOUT} at most. */
  static void sayGoodbye(final Socket socket) {
    shutdownOutput(socket);
    try (socket) {
      discard(socket);
    } catch (final IOException peerGoneOrTimeOver) {
      closeNow(socket);
    }
  }

  static void closeNow(final Socket socket) {
    try {
      socket.close();
    } catch (final IOException closedAnyway) {
      return;
    }
  }

  private static void discard(final Socket socket) throws IOException {
    final InputStream in = socket.getInputStream();
    final byte[] scrap = new byte[SCRAP_BYTES];
    final long deadlineNs = System.nanoTime() + Limits.LINGER_TIMEOUT.toNanos();
    int discardedBytes = 0;
    while (discardedBytes < Limits.LINGER_MAX_BYTES) {
      final long remainingMs = (deadlineNs - System.nanoTime()) / NANOS_PER_MILLI;
      if (remainingMs <= 0) {
        return;
      }
      socket.setSoTimeout((int) remainingMs);
      final int read = in.read(scrap);
      if (read < 0) {
        return;
      }
      discardedBytes += read;
    }
  }
}
