package io.framelab.server.netty;

import io.framelab.codec.ProtocolException;
import io.framelab.metrics.CounterShard;
import io.framelab.server.core.CloseReason;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.LastResort;
import io.framelab.server.core.Peer;
import io.framelab.server.core.Session;
import io.framelab.server.core.SessionOwner;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.CodecException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a connection, the same for every event-loop engine: bytes or packets come to the
 * session, acks go to the channel, until somebody leaves. One per connection, called by its event
 * loop, but for {@link #wakeOwner}, which any thread may call.
 */
abstract class SessionHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

  private final LingeringClose lingeringClose = new LingeringClose();

  /** Of this connection only: on a ring, the batches of a loop's channels interleave. */
  private final SessionOwner owner;

  private final AckWriter acks;
  private ChannelHandlerContext ctx;
  private Session session;
  private CloseReason leaving;
  private boolean allAcked;
  private boolean batching;
  private boolean paused;

  /**
   * Prepares a connection.
   *
   * @param context of the server.
   * @param counters of the event loop.
   * @param acks makes the way out; called once, with this handler.
   */
  SessionHandler(
      final EngineContext context,
      final CounterShard counters,
      final Function<SessionHandler, AckWriter> acks) {
    this.owner = context.newOwner(counters);
    this.acks = acks.apply(this);
  }

  /**
   * Handles what a read brought.
   *
   * @param message belongs to the callee.
   * @param session of the connection.
   */
  abstract void read(Object message, Session session);

  final ChannelHandlerContext ctx() {
    return ctx;
  }

  final AckWriter acks() {
    return acks;
  }

  @Override
  public void channelActive(final ChannelHandlerContext ctx) {
    this.ctx = ctx;
    final Peer peer = new Peer((InetSocketAddress) ctx.channel().remoteAddress());
    session = owner.openSession(peer, acks, this::wakeOwner);
    ctx.fireChannelActive();
  }

  @Override
  public final void channelRead(final ChannelHandlerContext ctx, final Object message) {
    if (!batching) {
      batching = true;
      session.onBatchBegin();
    }
    if (leaving == null) {
      read(message, session);
      if (session.isSaturated()) {
        readOrPause();
      }
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(final ChannelHandlerContext ctx) {
    endBatch();
    readOrPause();
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
    acks.release();
    session.close(leaving == null ? CloseReason.PEER : leaving);
  }

  @Override
  public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable thrown) {
    final boolean wrapped = thrown instanceof CodecException && thrown.getCause() != null;
    final Throwable cause = wrapped ? thrown.getCause() : thrown;
    if (cause instanceof ProtocolException malformed) {
      onMalformed(malformed);
      return;
    }
    fail();
    ctx.close();
    if (cause instanceof OutOfMemoryError error) {
      LastResort.tell(error);
    } else if (!(cause instanceof IOException)) {
      LOG.warn("a connection is closed: ", cause);
    }
  }

  private void onMalformed(final ProtocolException malformed) {
    if (leaving == null) {
      session.onProtocolError(malformed.reason());
      try {
        leave(CloseReason.PROTOCOL);
      } catch (final RuntimeException | Error thrown) {
        // Netty would only log what a handler of exceptions throws.
        exceptionCaught(ctx, thrown);
      }
    }
  }

  /** Nothing more is handled; when what was handled is acked, the connection says goodbye. */
  private void leave(final CloseReason reason) {
    if (leaving != null) {
      return;
    }
    leaving = reason;
    ctx.pipeline().addFirst(lingeringClose);
    ctx.channel().config().setAutoRead(false);
    sayGoodbyeWhenAcked();
  }

  private void sayGoodbyeWhenAcked() {
    endBatch();
    if (!session.hasPendingAcks()) {
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(
              allBeforeItWritten -> {
                allAcked = allBeforeItWritten.isSuccess();
                if (allAcked) {
                  lingeringClose.sayGoodbye();
                } else {
                  exceptionCaught(ctx, allBeforeItWritten.cause());
                }
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
    final boolean pause = !ctx.channel().isWritable() || session.isSaturated();
    if (leaving == null && pause != paused) {
      paused = pause;
      ctx.channel().config().setAutoRead(!pause);
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
      batching = true;
      session.releaseAcks();
      endBatch();
      readOrPause();
      if (leaving != null) {
        sayGoodbyeWhenAcked();
      }
    } catch (final RuntimeException | Error thrown) {
      // Netty would only log what a task throws.
      exceptionCaught(ctx, thrown);
    }
  }

  /** The socket has taken acks, at once or after a while. */
  final void onSent() {
    if (!batching) {
      publish();
    }
  }

  /** One flush and one visit to the metrics for all that a read brought. */
  private void endBatch() {
    acks.flush();
    batching = false;
    publish();
    session.onFlushed();
  }

  /** Requests before responses, so that no scrape sees more of the latter. */
  private void publish() {
    session.onBatchEnd();
    acks.publish();
  }
}
