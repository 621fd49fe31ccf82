package io.framelab.server.blocking;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.Packet;
import io.framelab.codec.PacketCodec;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.AckSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes acks to a stream, a value and an array for each, as the course does: the length, then the
 * rest. Owned by the connection's thread. What the stream holds back leaves with {@link #flush()},
 * and only then counts as sent.
 */
final class AckWriter implements AckSink {
  private final PacketCodec codec = new PacketCodec();
  private final OutputStream out;
  private final CounterShard counters;
  private int unflushedSubmitAcks;
  private int unflushedBytes;

  AckWriter(final OutputStream out, final CounterShard counters) {
    this.out = out;
    this.counters = counters;
  }

  @Override
  public void submitAck(final long id, final int result) {
    write(new Packet.SubmitAck(id, result));
    unflushedSubmitAcks++;
  }

  @Override
  public void connAck(final long id, final int result) {
    write(new Packet.ConnAck(id, result));
  }

  void flush() throws IOException {
    if (unflushedBytes > 0) {
      out.flush();
      counters.add(ServerCounter.RSP_SEND, unflushedSubmitAcks);
      counters.add(ServerCounter.SENT_BYTES, unflushedBytes);
      unflushedSubmitAcks = 0;
      unflushedBytes = 0;
    }
  }

  private void write(final Packet ack) {
    final byte[] frame = new byte[ack.frameLength()];
    codec.encode(ack, new UnsafeBuffer(frame), 0);
    try {
      out.write(frame, 0, FrameDescriptor.LENGTH_BYTES);
      out.write(frame, FrameDescriptor.LENGTH_BYTES, frame.length - FrameDescriptor.LENGTH_BYTES);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    unflushedBytes += frame.length;
  }
}
