package io.framelab.server.netty;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.ProtocolException;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.nio.ByteOrder;

/**
 * Netty's own frame decoder, taught our rules. Left alone it reads the length unsigned, swallows up
 * to 4 GiB of a negative one in silence, makes an empty frame of length 4, goes on after an error,
 * and decodes what is left when the peer leaves. One per connection, called by its event loop.
 *
 * <pre>
 *   BEFORE (18 bytes)                            AFTER (18 bytes, the header stays)
 *   +--------+---------+------+---------+        +--------+---------+------+---------+
 *   | length | command |  id  | payload |  ---&gt;  | length | command |  id  | payload |
 *   |   18   |  0x02   |  …   | "hello" |        |   18   |  0x02   |  …   | "hello" |
 *   +--------+---------+------+---------+        +--------+---------+------+---------+
 * </pre>
 */
final class LengthFieldFrames extends LengthFieldBasedFrameDecoder {
  /** Our length counts its own four bytes, Netty's counts what follows them. */
  private static final int LENGTH_ADJUSTMENT = -FrameDescriptor.LENGTH_BYTES;

  private static final int BYTES_TO_STRIP = 0;

  private final FrameDecoder judge;
  private final CounterShard counters;
  private boolean poisoned;

  LengthFieldFrames(final FrameDecoder judge, final CounterShard counters) {
    super(
        judge.maxFrameLength(),
        FrameDescriptor.LENGTH_OFFSET,
        FrameDescriptor.LENGTH_BYTES,
        LENGTH_ADJUSTMENT,
        BYTES_TO_STRIP);
    this.judge = judge;
    this.counters = counters;
  }

  @Override
  public void channelRead(final ChannelHandlerContext ctx, final Object message) throws Exception {
    counters.add(ServerCounter.READS, 1);
    counters.add(ServerCounter.RECEIVED_BYTES, ((ByteBuf) message).readableBytes());
    super.channelRead(ctx, message);
  }

  @Override
  protected Object decode(final ChannelHandlerContext ctx, final ByteBuf in) throws Exception {
    if (poisoned) {
      in.skipBytes(in.readableBytes());
      return null;
    }
    return super.decode(ctx, in);
  }

  /** The first place where the length is known, and nothing has been done with it yet. */
  @Override
  protected long getUnadjustedFrameLength(
      final ByteBuf in, final int offset, final int length, final ByteOrder order) {
    try {
      return judge.judge((int) super.getUnadjustedFrameLength(in, offset, length, order));
    } catch (final ProtocolException malformed) {
      poisoned = true;
      throw malformed;
    }
  }
}
