package io.framelab.server.netty;

import io.framelab.codec.FrameDecoder;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.AckBatch;
import io.framelab.server.core.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decodes the frames of a read where they lie and hands each to the session, or all at once if the
 * acks are a batch. One per connection, called by its event loop.
 */
final class FrameSessionHandler extends SessionHandler {
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private final FrameDecoder decoder;
  private final CounterShard counters;
  private final PartialFrame partialFrame;

  /** Null if each ack leaves by itself. */
  private final AckBatch batch;

  FrameSessionHandler(
      final ChannelLoop loop,
      final ByteBufAllocator allocator,
      final Function<SessionHandler, AckWriter> acks) {
    super(loop, acks);
    this.decoder = loop.context().frameDecoder();
    this.counters = loop.counters();
    this.partialFrame = new PartialFrame(decoder, allocator);
    this.batch = acks() instanceof AckBatch batched ? batched : null;
  }

  @Override
  void read(final Object message, final Session session) {
    final ByteBuf bytes = (ByteBuf) message;
    final int length = bytes.readableBytes();
    try {
      counters.add(ServerCounter.READS, 1);
      counters.add(ServerCounter.RECEIVED_BYTES, length);
      Views.wrap(view, bytes, bytes.readerIndex(), length);
      int handled = partialFrame.isEmpty() ? 0 : partialFrame.complete(view, 0, length, session);
      handled += decode(handled, length - handled, session);
      if (handled < length) {
        partialFrame.since(awaitingSince());
        partialFrame.keep(view, handled, length - handled);
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  long partialFrameSince() {
    return partialFrame.isEmpty() ? NEVER : partialFrame.since();
  }

  @Override
  void awaitPartialFrame(final long tick) {
    partialFrame.since(tick);
  }

  @Override
  public void channelInactive(final ChannelHandlerContext ctx) {
    partialFrame.release();
    super.channelInactive(ctx);
  }

  private int decode(final int offset, final int length, final Session session) {
    return batch == null
        ? decoder.decode(view, offset, length, session)
        : session.onFrames(view, offset, length, batch);
  }
}
