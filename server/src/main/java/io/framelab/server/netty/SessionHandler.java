package io.framelab.server.netty;

import io.framelab.codec.ProtocolException;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.CloseReason;
import io.framelab.server.core.LastResort;
import io.framelab.server.core.Peer;
import io.framelab.server.core.Session;
import io.framelab.server.core.SessionOwner;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
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
abstract class SessionHandler extends ChannelInboundHandlerAdapter implements Timed {
  private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

  /** Null until the connection is leaving. */
  private LingeringClose lingeringClose;

  /** Of this connection only: on a ring, the batches of a loop's channels interleave. */
  private final SessionOwner owner;

  private final AckWriter acks;
  private final ChannelLoop loop;
  private DeadlineWheel.Entry deadline;
  private ChannelHandlerContext ctx;
  private Session session;
  private CloseReason leaving;
  private boolean allAcked;
  private boolean batching;
  private boolean paused;

  /** When the last bytes came, or the server came to await nothing else, in ticks of the wheel. */
  private long awaitingSince;

  /** Since when the channel was seen to hold the same acks, in ticks. */
  private long unreadSince = NEVER;

  /** What the socket had taken then. */
  private long takenBytes;

  /**
   * Prepares a connection.
   *
   * @param loop that it belongs to.
   * @param acks makes the way out; called once, with this handler.
   */
  SessionHandler(final ChannelLoop loop, final Function<SessionHandler, AckWriter> acks) {
    this.owner = loop.context().newOwner(loop.counters());
    this.loop = loop;
    this.acks = acks.apply(this);
  }

  /**
   * Handles what a read brought.
   *
   * @param message belongs to the callee.
   * @param session of the connection.
   */
  abstract void read(Object message, Session session);

  /** Since when a frame is arriving, in ticks; {@link #NEVER} if none is. */
  long partialFrameSince() {
    return NEVER;
  }

  /** Has the frame that is arriving, if there is one, count from that tick on. */
  void awaitPartialFrame(final long tick) {}

  /** Gives back what is kept of a frame that is arriving: it will not be handled. */
  void forgetPartialFrame() {}

  final ChannelLoop loop() {
    return loop;
  }

  final long awaitingSince() {
    return awaitingSince;
  }

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
    awaitingSince = deadlines().now();
    deadline = deadlines().watch(this);
    ctx.fireChannelActive();
  }

  @Override
  public final void channelRead(final ChannelHandlerContext ctx, final Object message) {
    if (!batching) {
      batching = true;
      session.onBatchBegin();
    }
    if (leaving == null) {
      awaitingSince = deadlines().now();
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
    session.onBatchEnd();
    acks.abandon();
    resume();
    deadlines().forget(deadline);
    session.close(leaving == null ? CloseReason.PEER : leaving);
  }

  @Override
  public final void onLook() {
    final ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
    if (waiting == null || waiting.totalPendingWriteBytes() == 0) {
      unreadSince = NEVER;
    } else {
      final long taken = acks.sentBytes() + waiting.currentProgress();
      if (unreadSince == NEVER || taken != takenBytes) {
        unreadSince = deadlines().now();
        takenBytes = taken;
      }
    }
  }

  @Override
  public final long frameSince() {
    return leaving == null && !paused ? partialFrameSince() : NEVER;
  }

  @Override
  public final long idleSince() {
    return leaving == null && !paused && !session.hasPendingAcks() ? awaitingSince : NEVER;
  }

  /** As seen by looking: the channel tells of no bytes before it has written all of a buffer. */
  @Override
  public final long unreadSince() {
    return unreadSince;
  }

  @Override
  public final void onTimeout(final CloseReason reason) {
    if (reason == CloseReason.SLOW_CONSUMER) {
      leaving = reason;
      // The kernel throws away what it still holds for the peer.
      ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      ctx.close();
    } else {
      leaveOrFail(reason);
    }
  }

  @Override
  public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable thrown) {
    final boolean wrapped = thrown instanceof CodecException && thrown.getCause() != null;
    final Throwable cause = wrapped ? thrown.getCause() : thrown;
    if (cause instanceof ProtocolException malformed) {
      onMalformed(malformed);
      return;
    }
    if (cause instanceof LeftoverMemory.NoRoomException && leaving == null) {
      session.onNoRoom();
      leaveOrFail(CloseReason.ERROR);
      return;
    }
    fail();
    ctx.close();
    if (cause instanceof OutOfMemoryError error) {
      LastResort.tell(error);
    } else if (!(cause instanceof IOException)) {
      session.onFailure(cause);
    }
  }

  private void onMalformed(final ProtocolException malformed) {
    if (leaving == null) {
      session.onProtocolError(malformed.reason());
      leaveOrFail(CloseReason.PROTOCOL);
    }
  }

  /** Where Netty would only log what is thrown. */
  private void leaveOrFail(final CloseReason reason) {
    try {
      leave(reason);
    } catch (final RuntimeException | Error thrown) {
      exceptionCaught(ctx, thrown);
    }
  }

  /** Nothing more is handled; when what was handled is acked, the connection says goodbye. */
  private void leave(final CloseReason reason) {
    if (leaving != null) {
      return;
    }
    leaving = reason;
    resume();
    forgetPartialFrame();
    lingeringClose = new LingeringClose();
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

  /**
   * A peer that resets after the goodbye has lost nothing, and of one that was given up the writes
   * fail: the reason stays what it was.
   */
  private void fail() {
    if (!allAcked && leaving != CloseReason.SLOW_CONSUMER) {
      leaving = CloseReason.ERROR;
    }
  }

  /** Reads no more than the peer takes acks for and the handler answers. */
  private void readOrPause() {
    final boolean pause = !ctx.channel().isWritable() || session.isSaturated();
    if (leaving == null && pause != paused) {
      paused = pause;
      loop.counters().add(pause ? ServerCounter.READS_PAUSED : ServerCounter.READS_RESUMED, 1);
      awaitingSince = deadlines().now();
      awaitPartialFrame(awaitingSince);
      ctx.channel().config().setAutoRead(!pause);
    }
  }

  /** Of one that leaves nothing is awaited any more. */
  private void resume() {
    if (paused) {
      paused = false;
      loop.counters().add(ServerCounter.READS_RESUMED, 1);
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
      awaitingSince = deadlines().now();
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

  private DeadlineWheel deadlines() {
    return loop.deadlines();
  }

  /** Requests before responses, so that no scrape sees more of the latter. */
  private void publish() {
    session.onBatchEnd();
    acks.publish();
  }
}
