package io.framelab.server.netty;

import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.AckBatch;
import io.framelab.server.core.Session;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decodes the frames of a read where they lie and hands each to the session, or all at once if the
 * acks are a batch. One per connection, called by its event loop.
 */
final class FrameSessionHandler extends SessionHandler {
  /** Null unless a read ended inside a frame. */
  private PartialFrame partialFrame;

  /** Null if each ack leaves by itself. */
  private final AckBatch batch;

  FrameSessionHandler(final ChannelLoop loop, final Function<SessionHandler, AckWriter> acks) {
    super(loop, acks);
    this.batch = acks() instanceof AckBatch batched ? batched : null;
  }

  @Override
  void read(final Object message, final Session session) {
    final ByteBuf bytes = (ByteBuf) message;
    final int length = bytes.readableBytes();
    try {
      loop().counters().add(ServerCounter.READS, 1);
      loop().counters().add(ServerCounter.RECEIVED_BYTES, length);
      final UnsafeBuffer view = loop().view();
      Views.wrap(view, bytes, bytes.readerIndex(), length);
      int handled = partialFrame == null ? 0 : completePartialFrame(view, length, session);
      handled += decode(view, handled, length - handled, session);
      if (handled < length) {
        partialFrame = new PartialFrame(loop().context().frameDecoder(), loop().leftovers());
        partialFrame.since(awaitingSince());
        partialFrame.keep(view, handled, length - handled);
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  long partialFrameSince() {
    return partialFrame == null ? NEVER : partialFrame.since();
  }

  @Override
  void awaitPartialFrame(final long tick) {
    if (partialFrame != null) {
      partialFrame.since(tick);
    }
  }

  @Override
  void forgetPartialFrame() {
    if (partialFrame != null) {
      partialFrame.release();
      partialFrame = null;
    }
  }

  @Override
  public void channelInactive(final ChannelHandlerContext ctx) {
    forgetPartialFrame();
    super.channelInactive(ctx);
  }

  private int completePartialFrame(
      final DirectBuffer view, final int length, final Session session) {
    final int taken = partialFrame.complete(view, 0, length, session);
    if (partialFrame != null && partialFrame.isEmpty()) {
      partialFrame = null;
    }
    return taken;
  }

  private int decode(
      final DirectBuffer view, final int offset, final int length, final Session session) {
    return batch == null
        ? loop().context().frameDecoder().decode(view, offset, length, session)
        : session.onFrames(view, offset, length, batch);
  }
}
