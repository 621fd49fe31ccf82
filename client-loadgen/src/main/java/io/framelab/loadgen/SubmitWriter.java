package io.framelab.loadgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.function.LongSupplier;

/**
 * Writes Submits: as many as the window, the limit and the send buffer allow, in one write per
 * turn, so that no connection keeps a thread from the others. Owned by one load thread.
 */
final class SubmitWriter {
  private final SubmitStream stream;
  private final LoadCounters counters;
  private final LongSupplier nanoClock;

  SubmitWriter(
      final SubmitStream stream, final LoadCounters counters, final LongSupplier nanoClock) {
    this.stream = stream;
    this.counters = counters;
    this.nanoClock = nanoClock;
  }

  /**
   * Writes once if anything may be written, and asks to be called again when the socket has room
   * for the rest.
   */
  void write(final LoadConnection connection) throws IOException {
    final long allowance = connection.allowance();
    if (allowance > 0) {
      writeSome(connection, allowance, nanoClock.getAsLong());
    }
    awaitRoom(connection, connection.allowance() > 0);
  }

  /** Asks, or stops asking, to be called again when the socket has room. */
  void awaitRoom(final LoadConnection connection, final boolean wait) {
    final int wanted = wait ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (connection.key.interestOps() != wanted) {
      connection.key.interestOps(wanted);
    }
  }

  /**
   * Writes once.
   *
   * @param submits the most, the one that was written in part included; at least 1.
   * @param nowNs the time.
   * @return whether the socket took all that it was given.
   */
  boolean writeSome(final LoadConnection connection, final long submits, final long nowNs)
      throws IOException {
    final long before = connection.sent;
    final boolean resumed = connection.frameOffset > 0;
    final ByteBuffer rendered = stream.render(connection, submits);
    final int written = connection.channel.write(rendered);
    if (written == 0) {
      return false;
    }
    stream.advance(connection, written);
    connection.lastWriteNs = nowNs;
    counters.set(LoadCounter.LAST_SENT_NS, nowNs);
    long from = before;
    if (resumed && connection.sent > from) {
      connection.runs.add(++from, connection.frameBegunNs);
    }
    if (connection.sent > from) {
      connection.runs.add(connection.sent, nowNs);
    }
    if (connection.frameOffset > 0 && !(resumed && connection.sent == before)) {
      connection.frameBegunNs = nowNs;
    }
    counters.add(LoadCounter.BYTES_OUT, written);
    counters.add(LoadCounter.SENT, connection.sent - before);
    return !rendered.hasRemaining();
  }
}
