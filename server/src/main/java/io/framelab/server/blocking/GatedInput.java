package io.framelab.server.blocking;

import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.Session;
import java.io.IOException;
import java.io.InputStream;

/**
 * The last stream before the socket. Every read here may block, so before each one the acks leave,
 * the metrics are told, and the server that wants to stop gets its chance. That is what the Go
 * course's buffered server lacks: it gives a client with a small window no ack at all, because both
 * sides wait for the other.
 */
final class GatedInput extends InputStream {
  private final InputStream socket;
  private final AckWriter acks;
  private final Session session;
  private final DrainGate gate;
  private final CounterShard counters;

  GatedInput(
      final InputStream socket,
      final AckWriter acks,
      final Session session,
      final DrainGate gate,
      final CounterShard counters) {
    this.socket = socket;
    this.acks = acks;
    this.session = session;
    this.gate = gate;
    this.counters = counters;
  }

  @Override
  public int read(final byte[] bytes, final int offset, final int length) throws IOException {
    endBatch();
    if (!gate.mayBlock()) {
      throw new DrainedException();
    }
    final int read = socket.read(bytes, offset, length);
    if (!gate.proceed()) {
      throw new DrainedException();
    }
    if (read > 0) {
      session.onBatchBegin();
      counters.add(ServerCounter.READS, 1);
      counters.add(ServerCounter.RECEIVED_BYTES, read);
    }
    return read;
  }

  /** All acks leave, and the metrics are told. Called whenever the thread is about to wait. */
  void endBatch() throws IOException {
    session.onBatchEnd();
    acks.flush();
    session.onFlushed();
  }

  @Override
  public int read() throws IOException {
    final byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }
}
