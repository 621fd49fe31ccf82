package io.framelab.server.netty;

import io.framelab.codec.ConnAckFlyweight;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.SubmitAckFlyweight;
import io.framelab.metrics.CounterShard;
import io.netty.buffer.ByteBuf;
import org.agrona.concurrent.UnsafeBuffer;

/** A frame in a buffer of its own for each ack, written by the flyweight. */
final class FrameAcks extends SingleAcks {
  private static final int ACK_LENGTH = FrameDescriptor.ACK_LENGTH;

  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

  FrameAcks(final SessionHandler owner, final CounterShard counters) {
    super(owner, counters, false);
  }

  @Override
  Object submitAckMessage(final long id, final int result) {
    final ByteBuf frame = newFrame();
    return frame.writerIndex(SubmitAckFlyweight.encode(view, 0, id, result));
  }

  @Override
  Object connAckMessage(final long id, final int result) {
    final ByteBuf frame = newFrame();
    return frame.writerIndex(ConnAckFlyweight.encode(view, 0, id, result));
  }

  private ByteBuf newFrame() {
    final ByteBuf frame = ctx().alloc().directBuffer(ACK_LENGTH, ACK_LENGTH);
    Views.wrap(view, frame, 0, ACK_LENGTH);
    return frame;
  }
}
