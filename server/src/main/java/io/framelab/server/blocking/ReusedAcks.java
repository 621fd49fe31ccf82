package io.framelab.server.blocking;

import io.framelab.codec.ConnAckFlyweight;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.SubmitAckFlyweight;
import io.framelab.metrics.CounterShard;
import java.io.OutputStream;
import org.agrona.concurrent.UnsafeBuffer;

/** The same bytes for every ack: the stream has taken them when the next one comes. */
final class ReusedAcks extends AckWriter {
  private final byte[] frame = new byte[FrameDescriptor.ACK_LENGTH];
  private final UnsafeBuffer view = new UnsafeBuffer(frame);

  ReusedAcks(final OutputStream out, final CounterShard counters) {
    super(out, counters);
  }

  @Override
  byte[] submitAckFrame(final long id, final int result) {
    SubmitAckFlyweight.encode(view, 0, id, result);
    return frame;
  }

  @Override
  byte[] connAckFrame(final long id, final int result) {
    ConnAckFlyweight.encode(view, 0, id, result);
    return frame;
  }
}
