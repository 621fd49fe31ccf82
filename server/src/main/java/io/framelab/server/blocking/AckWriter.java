package io.framelab.server.blocking;

import io.framelab.codec.FrameDescriptor;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.AckSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes acks to a stream as the course does: the length, then the rest. Owned by the connection's
 * thread. What the stream holds back leaves with {@link #flush()}, and only then counts as sent.
 */
abstract class AckWriter implements AckSink {
  private final OutputStream out;
  private final CounterShard counters;
  private int unflushedSubmitAcks;
  private int unflushedBytes;

  AckWriter(final OutputStream out, final CounterShard counters) {
    this.out = out;
    this.counters = counters;
  }

  /** A whole SubmitAck; read only until the next call. */
  abstract byte[] submitAckFrame(long id, int result);

  /** A whole ConnAck; read only until the next call. */
  abstract byte[] connAckFrame(long id, int result);

  @Override
  public final void submitAck(final long id, final int result) {
    write(submitAckFrame(id, result));
    unflushedSubmitAcks++;
  }

  @Override
  public final void connAck(final long id, final int result) {
    write(connAckFrame(id, result));
  }

  final void flush() throws IOException {
    if (unflushedBytes > 0) {
      out.flush();
      counters.add(ServerCounter.FLUSHES, 1);
      counters.add(ServerCounter.RSP_SEND, unflushedSubmitAcks);
      counters.add(ServerCounter.SENT_BYTES, unflushedBytes);
      unflushedSubmitAcks = 0;
      unflushedBytes = 0;
    }
  }

  private void write(final byte[] frame) {
    try {
      out.write(frame, 0, FrameDescriptor.LENGTH_BYTES);
      out.write(frame, FrameDescriptor.LENGTH_BYTES, frame.length - FrameDescriptor.LENGTH_BYTES);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    unflushedBytes += frame.length;
  }
}
