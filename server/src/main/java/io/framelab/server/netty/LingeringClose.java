package io.framelab.server.netty;

import io.framelab.server.core.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The close of the protocol. Put first in the pipeline, it keeps all further input from everybody;
 * once the acks have left it shuts output down, goes on discarding for a bounded time and number of
 * bytes, then closes. A plain close with unread input would send a reset, and the peer would lose
 * acks that are on their way. Called by the connection's event loop.
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {
  private ChannelHandlerContext ctx;
  private Future<?> timeout;
  private int discardedBytes;

  /** All acks are with the socket. */
  void sayGoodbye() {
    final DuplexChannel channel = (DuplexChannel) ctx.channel();
    channel
        .shutdownOutput()
        .addListener(
            shut -> {
              if (!shut.isSuccess() || channel.isInputShutdown()) {
                channel.close();
              } else {
                timeout = closeLater();
                channel.config().setAutoRead(true);
              }
            });
  }

  @Override
  public void handlerAdded(final ChannelHandlerContext ctx) {
    this.ctx = ctx;
  }

  @Override
  public void channelRead(final ChannelHandlerContext ctx, final Object message) {
    discardedBytes += ((ByteBuf) message).readableBytes();
    ReferenceCountUtil.release(message);
    if (discardedBytes >= Limits.LINGER_MAX_BYTES) {
      ctx.close();
    }
  }

  @Override
  public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) {
    if (event instanceof ChannelInputShutdownEvent && timeout != null) {
      ctx.close();
    }
  }

  @Override
  public void channelInactive(final ChannelHandlerContext ctx) {
    if (timeout != null) {
      timeout.cancel(false);
    }
    ctx.fireChannelInactive();
  }

  private Future<?> closeLater() {
    return ctx.executor()
        .schedule(
            (Runnable) ctx.channel()::close, Limits.LINGER_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
  }
}
