package io.framelab.server.netty;

import io.framelab.codec.ProtocolException;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.CloseReason;
import io.framelab.server.core.LastResort;
import io.framelab.server.core.Peer;
import io.framelab.server.netty.BareSocket.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a connection that its loop serves without a channel and a pipeline in between, until
 * somebody leaves. Called by the connection's loop, but for {@link #wakeOwner}, which any thread
 * may call.
 *
 * <pre>
 *   READABLE   read, handle, write --- the socket takes all ------------&gt; READABLE
 *                                  --- it does not --&gt; WRITABLE --------&gt; READABLE
 *                                  --- too many late answers --&gt; NONE --&gt; READABLE
 *   leaving    acks out, shut output down --&gt; READABLE, discarding ------&gt; closed
 * </pre>
 */
final class BareConnection extends BareBytes implements BareSocket.Watcher, Timed {
  /**
   * How often a connection may fill the read buffer before others have their turn; Netty's own
   * number for sockets.
   */
  private static final int MAX_READS_PER_TURN = 16;

  private static final Logger LOG = LoggerFactory.getLogger(BareConnection.class);

  private Readiness awaited = Readiness.NONE;

  /** Null as long as both sides stay. */
  private CloseReason leaving;

  /** Null until all acks of a leaving connection are with the socket. */
  private BareGoodbye goodbye;

  /** Null if there are no timeouts. */
  private DeadlineWheel.Entry deadline;

  private boolean inputEnded;
  private boolean paused;
  private boolean closed;

  BareConnection(final BareSocket socket, final Peer peer, final BareLoop loop) {
    super(socket, peer, loop);
  }

  /** Begins to read. */
  void start() {
    try {
      socket().register(loop().executor(), this);
      deadline = loop().deadlines().watch(this);
      watchFor(Readiness.READABLE);
    } catch (final IOException | RuntimeException | Error thrown) {
      fail(thrown);
    }
  }

  @Override
  public void onReady(final boolean broken) {
    if (closed) {
      return;
    }
    try {
      if (awaited == Readiness.READABLE) {
        if (leaving == null) {
          readSome();
        } else {
          discard();
        }
      } else if (awaited == Readiness.WRITABLE) {
        writeAndGoOn();
      } else if (broken) {
        // Whoever reads or writes finds out; here nobody would.
        fail(new IOException("reset by the peer"));
      }
    } catch (final IOException | RuntimeException | Error thrown) {
      fail(thrown);
    }
  }

  @Override
  public void onUnregistered() {
    close();
  }

  /** Nothing more is handled; when what was handled is acked, the connection says goodbye. */
  void leave(final CloseReason reason) {
    if (closed || leaving != null) {
      return;
    }
    leaving = reason;
    forgetPartialFrame();
    tellPause();
    try {
      goOn();
    } catch (final IOException | RuntimeException | Error thrown) {
      fail(thrown);
    }
  }

  /** Ends it wherever it is. Does nothing if called again. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      socket().closeNow();
      loop().deadlines().forget(deadline);
      forgetPartialFrame();
      forgetWaitingAcks();
      tellPause();
      if (goodbye != null) {
        goodbye.cancelTimeout();
      }
      session().close(leaving == null ? CloseReason.DRAIN : leaving);
    } finally {
      loop().forget(this);
    }
  }

  /**
   * A socket that is full counts as writable only when a third of it is free again, which a peer
   * that takes little may need minutes for: so it is offered some each time.
   */
  @Override
  public void onLook() {
    if (!closed && hasWaitingAcks()) {
      writeAndGoOn();
    }
  }

  @Override
  public long frameSince() {
    return isAwaited() && hasPartialFrame() ? partialFrameSince() : NEVER;
  }

  @Override
  public long idleSince() {
    return isAwaited() && !session().hasPendingAcks() ? awaitingSince() : NEVER;
  }

  @Override
  public long unreadSince() {
    return hasWaitingAcks() ? waitingAcksSince() : NEVER;
  }

  @Override
  public void onTimeout(final CloseReason reason) {
    if (reason == CloseReason.SLOW_CONSUMER) {
      giveUp(reason);
    } else {
      leave(reason);
    }
  }

  /** Whether the peer's bytes are what the connection waits for. */
  private boolean isAwaited() {
    return leaving == null && awaited == Readiness.READABLE;
  }

  /** Ends it without its acks, and without those that the kernel has: nobody takes them. */
  private void giveUp(final CloseReason reason) {
    leaving = reason;
    try {
      socket().resetOnClose();
    } catch (final IOException gone) {
      LOG.debug("a peer that took no acks has gone", gone);
    }
    close();
  }

  @Override
  void wakeOwner() {
    try {
      loop().executor().execute(this::onLateAnswers);
    } catch (final RejectedExecutionException serverClosed) {
      LOG.debug("an answer came after the end of its event loop");
    }
  }

  private void onLateAnswers() {
    if (closed || !session().hasPendingAcks()) {
      return;
    }
    try {
      writeLateAnswers();
      answered();
      goOn();
    } catch (final IOException | RuntimeException | Error thrown) {
      fail(thrown);
    }
  }

  private void writeAndGoOn() {
    try {
      if (writeWaiting()) {
        goOn();
      }
    } catch (final IOException | RuntimeException | Error thrown) {
      fail(thrown);
    }
  }

  private void readSome() throws IOException {
    try {
      int reads = 0;
      int bytes;
      do {
        bytes = read();
        watchAsNeeded();
      } while (bytes == BareBuffers.READ_BYTES
          && awaited == Readiness.READABLE
          && ++reads < MAX_READS_PER_TURN);
      if (bytes < 0) {
        inputEnded = true;
        leave(CloseReason.PEER);
      }
    } catch (final ProtocolException malformed) {
      session().onProtocolError(malformed.reason());
      leave(CloseReason.PROTOCOL);
    } catch (final LeftoverMemory.NoRoomException full) {
      session().onNoRoom();
      leave(CloseReason.ERROR);
    }
  }

  /**
   * A leaving connection says goodbye when it may; a staying one waits for what it has room for.
   */
  private void goOn() throws IOException {
    if (leaving != null && goodbye == null && !hasWaitingAcks() && !session().hasPendingAcks()) {
      sayGoodbye();
    }
    watchAsNeeded();
  }

  private void sayGoodbye() throws IOException {
    goodbye = new BareGoodbye(socket());
    goodbye.begin(loop().executor(), this::close);
    if (inputEnded) {
      close();
    }
  }

  private void discard() throws IOException {
    final BareBuffers buffers = loop().buffers();
    try {
      if (goodbye.discard(buffers.lendRead())) {
        close();
      }
    } finally {
      buffers.readReturned();
    }
  }

  /** Reads no more than the peer takes acks for and the handler answers. */
  private void watchAsNeeded() {
    if (hasWaitingAcks()) {
      watchFor(Readiness.WRITABLE);
    } else if (leaving != null ? goodbye == null : session().isSaturated()) {
      watchFor(Readiness.NONE);
    } else {
      watchFor(Readiness.READABLE);
    }
  }

  private void watchFor(final Readiness readiness) {
    if (awaited != readiness && !closed) {
      awaited = readiness;
      if (readiness == Readiness.READABLE) {
        awaitBytes();
      }
      tellPause();
      socket().watchFor(readiness);
    }
  }

  /** Tells the metrics if it has come to be read no further for now, or is again. */
  private void tellPause() {
    final boolean pause = !closed && leaving == null && awaited != Readiness.READABLE;
    if (pause != paused) {
      paused = pause;
      final CounterShard counters = loop().counters();
      counters.add(pause ? ServerCounter.READS_PAUSED : ServerCounter.READS_RESUMED, 1);
    }
  }

  /**
   * Ends it because of an error. A peer that resets after the goodbye has lost nothing: the reason
   * stays what it was.
   */
  private void fail(final Throwable thrown) {
    if (goodbye == null) {
      leaving = CloseReason.ERROR;
    }
    try {
      close();
      if (thrown instanceof OutOfMemoryError error) {
        LastResort.tell(error);
      } else if (thrown instanceof LeftoverMemory.NoRoomException) {
        session().onNoRoom();
      } else if (!(thrown instanceof IOException || thrown instanceof UncheckedIOException)) {
        session().onFailure(thrown);
      }
    } catch (final RuntimeException | Error untold) {
      // An error that gets out of here ends the loop, with all other connections.
      LOG.debug("an error could not be told", untold);
    }
  }
}
