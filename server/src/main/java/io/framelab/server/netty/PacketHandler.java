package io.framelab.server.netty;

import io.framelab.codec.Packet;
import io.framelab.codec.PacketCodec;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageCodec;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes packets of frames, and frames of packets. One per connection, called by its event loop;
 * owns no buffer.
 */
final class PacketHandler extends MessageToMessageCodec<ByteBuf, Packet> {
  private final PacketCodec codec = new PacketCodec();
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

  PacketHandler() {
    super(ByteBuf.class, Packet.class);
  }

  @Override
  protected void decode(
      final ChannelHandlerContext ctx, final ByteBuf frame, final List<Object> packets) {
    final int frameLength = frame.readableBytes();
    Views.wrap(view, frame, frame.readerIndex(), frameLength);
    packets.add(codec.decodeRequest(view, 0, frameLength));
  }

  @Override
  protected void encode(
      final ChannelHandlerContext ctx, final Packet packet, final List<Object> frames) {
    final int frameLength = packet.frameLength();
    final ByteBuf frame = ctx.alloc().buffer(frameLength, frameLength);
    Views.wrap(view, frame, 0, frameLength);
    codec.encode(packet, view, 0);
    frames.add(frame.writerIndex(frameLength));
  }
}
