package io.framelab.server.netty;

import io.framelab.codec.FrameDecoder;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decodes the frames of a read where they lie and hands each to the session. One per connection,
 * called by its event loop.
 */
final class FrameSessionHandler extends SessionHandler {
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private final FrameDecoder decoder;
  private final CounterShard counters;
  private final PartialFrame partialFrame;

  FrameSessionHandler(
      final EngineContext context,
      final CounterShard counters,
      final ByteBufAllocator allocator,
      final Function<SessionHandler, AckWriter> acks) {
    super(context, counters, acks);
    this.decoder = context.frameDecoder();
    this.counters = counters;
    this.partialFrame = new PartialFrame(decoder, allocator);
  }

  @Override
  void read(final Object message, final Session session) {
    final ByteBuf bytes = (ByteBuf) message;
    try {
      counters.add(ServerCounter.READS, 1);
      counters.add(ServerCounter.RECEIVED_BYTES, bytes.readableBytes());
      if (!partialFrame.isEmpty()) {
        partialFrame.complete(bytes, session);
      }
      decode(bytes, session);
      if (bytes.isReadable()) {
        partialFrame.keep(bytes);
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelInactive(final ChannelHandlerContext ctx) {
    partialFrame.release();
    super.channelInactive(ctx);
  }

  private void decode(final ByteBuf bytes, final Session session) {
    final int length = bytes.readableBytes();
    Views.wrap(view, bytes, bytes.readerIndex(), length);
    bytes.skipBytes(decoder.decode(view, 0, length, session));
  }
}
