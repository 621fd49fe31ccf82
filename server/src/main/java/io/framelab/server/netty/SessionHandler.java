package io.framelab.server.netty;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.Packet;
import io.framelab.codec.ProtocolException;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.AckSink;
import io.framelab.server.core.CloseReason;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.LastResort;
import io.framelab.server.core.Peer;
import io.framelab.server.core.Session;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.CodecException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings packets to the session and acks to the channel, a flush for each. One per connection,
 * called by its event loop, but for {@link #wakeOwner}, which any thread may call.
 */
final class SessionHandler extends SimpleChannelInboundHandler<Packet> implements AckSink {
  private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

  private final LingeringClose lingeringClose = new LingeringClose();
  private final EngineContext context;
  private final CounterShard counters;
  private final ChannelFutureListener countSubmitAck;
  private final ChannelFutureListener countConnAck;
  private ChannelHandlerContext ctx;
  private Session session;
  private CloseReason leaving;
  private boolean allAcked;
  private boolean reading;
  private int unpublishedSubmitAcks;
  private int unpublishedBytes;

  SessionHandler(final EngineContext context, final CounterShard counters) {
    super(Packet.class);
    this.context = context;
    this.counters = counters;
    this.countSubmitAck = written -> onWritten(written, 1);
    this.countConnAck = written -> onWritten(written, 0);
  }

  @Override
  public void channelActive(final ChannelHandlerContext ctx) {
    this.ctx = ctx;
    final Peer peer = new Peer((InetSocketAddress) ctx.channel().remoteAddress());
    session = context.openSession(peer, this, counters, this::wakeOwner);
    ctx.fireChannelActive();
  }

  @Override
  protected void channelRead0(final ChannelHandlerContext ctx, final Packet packet) {
    reading = true;
    if (leaving == null) {
      session.onPacket(packet);
      if (session.isSaturated()) {
        readOrPause();
      }
    }
  }

  @Override
  public void channelReadComplete(final ChannelHandlerContext ctx) {
    reading = false;
    publish();
    readOrPause();
  }

  @Override
  public void submitAck(final long id, final int result) {
    ctx.writeAndFlush(new Packet.SubmitAck(id, result)).addListener(countSubmitAck);
  }

  @Override
  public void connAck(final long id, final int result) {
    ctx.writeAndFlush(new Packet.ConnAck(id, result)).addListener(countConnAck);
  }

  @Override
  public void channelWritabilityChanged(final ChannelHandlerContext ctx) {
    readOrPause();
  }

  @Override
  public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      leave(CloseReason.PEER);
    } else if (event == NettyServer.DRAIN) {
      leave(CloseReason.DRAIN);
    }
  }

  @Override
  public void channelInactive(final ChannelHandlerContext ctx) {
    publish();
    session.close(leaving == null ? CloseReason.PEER : leaving);
  }

  @Override
  public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable thrown) {
    final Throwable cause = thrown instanceof CodecException ? thrown.getCause() : thrown;
    if (cause instanceof ProtocolException malformed) {
      if (leaving == null) {
        session.onProtocolError(malformed.reason());
        leave(CloseReason.PROTOCOL);
      }
      return;
    }
    if (cause instanceof OutOfMemoryError error) {
      LastResort.tell(error);
    } else if (!(cause instanceof IOException)) {
      LOG.warn("a connection is closed: ", cause);
    }
    fail();
    ctx.close();
  }

  /** Nothing more is handled; when what was handled is acked, the connection says goodbye. */
  private void leave(final CloseReason reason) {
    if (leaving != null) {
      return;
    }
    leaving = reason;
    ctx.pipeline().addFirst(lingeringClose);
    ctx.channel().config().setAutoRead(false);
    publish();
    sayGoodbyeWhenAcked();
  }

  private void sayGoodbyeWhenAcked() {
    if (!session.hasPendingAcks()) {
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(
              allBeforeItWritten -> {
                allAcked = allBeforeItWritten.isSuccess();
                lingeringClose.sayGoodbye();
              });
    }
  }

  /** A peer that resets after the goodbye has lost nothing: the reason stays what it was. */
  private void fail() {
    if (!allAcked) {
      leaving = CloseReason.ERROR;
    }
  }

  /** Reads no more than the peer takes acks for and the handler answers. */
  private void readOrPause() {
    if (leaving == null) {
      ctx.channel().config().setAutoRead(ctx.channel().isWritable() && !session.isSaturated());
    }
  }

  private void wakeOwner() {
    try {
      ctx.executor().execute(this::onLateAnswers);
    } catch (final RejectedExecutionException serverClosed) {
      LOG.debug("an answer came after the end of its event loop");
    }
  }

  private void onLateAnswers() {
    if (!session.hasPendingAcks()) {
      return;
    }
    try {
      session.releaseAcks();
      publish();
      readOrPause();
      if (leaving != null) {
        sayGoodbyeWhenAcked();
      }
    } catch (final RuntimeException | Error thrown) {
      // Netty would only log what a task throws.
      exceptionCaught(ctx, thrown);
    }
  }

  private void onWritten(final ChannelFuture written, final int submitAcks) {
    if (written.isSuccess()) {
      unpublishedSubmitAcks += submitAcks;
      unpublishedBytes += FrameDescriptor.ACK_LENGTH;
      if (!reading) {
        publish();
      }
    } else {
      exceptionCaught(ctx, written.cause());
    }
  }

  /** Requests before responses, so that no scrape sees more of the latter. */
  private void publish() {
    session.onBatchEnd();
    counters.add(ServerCounter.RSP_SEND, unpublishedSubmitAcks);
    counters.add(ServerCounter.SENT_BYTES, unpublishedBytes);
    unpublishedSubmitAcks = 0;
    unpublishedBytes = 0;
  }
}
