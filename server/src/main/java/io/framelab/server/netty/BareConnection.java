package io.framelab.server.netty;

import io.framelab.codec.ProtocolException;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.CloseReason;
import io.framelab.server.core.LastResort;
import io.framelab.server.core.Peer;
import io.framelab.server.core.Session;
import io.framelab.server.netty.BareSocket.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.RejectedExecutionException;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a connection that the loop reads and writes itself, without a channel and a pipeline
 * in between: bytes come to the session, acks go to the socket, until somebody leaves. Called by
 * the connection's loop, but for {@link #wakeOwner}, which any thread may call.
 *
 * <pre>
 *   READABLE   read, handle, write --- the socket takes all ------------&gt; READABLE
 *                                  --- it does not --&gt; WRITABLE --------&gt; READABLE
 *                                  --- too many late answers --&gt; NONE --&gt; READABLE
 *   leaving    acks out, shut output down --&gt; READABLE, discarding ------&gt; closed
 * </pre>
 */
final class BareConnection implements BareSocket.Watcher {
  /**
   * How often a connection may fill the read buffer before others have their turn; Netty's own
   * number for sockets.
   */
  private static final int MAX_READS_PER_TURN = 16;

  private static final Logger LOG = LoggerFactory.getLogger(BareConnection.class);

  private final BareSocket socket;
  private final BareLoop loop;
  private final Session session;
  private Readiness awaited = Readiness.NONE;

  /** Null unless a read ended inside a frame. */
  private PartialFrame partialFrame;

  /** Null unless the socket is full. */
  private WaitingAcks waitingAcks;

  /** Null as long as both sides stay. */
  private CloseReason leaving;

  /** Null until all acks of a leaving connection are with the socket. */
  private BareGoodbye goodbye;

  private boolean inputEnded;
  private boolean closed;

  BareConnection(final BareSocket socket, final Peer peer, final BareLoop loop) {
    this.socket = socket;
    this.loop = loop;
    this.session = loop.owner().openSession(peer, loop.acks(), this::wakeOwner);
  }

  /** Begins to read. */
  void start() {
    try {
      socket.register(loop.executor(), this);
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
        writeWaiting();
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
    try {
      sayGoodbyeWhenAcked();
      watchAsNeeded();
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
    socket.closeNow();
    try {
      session.close(leaving == null ? CloseReason.DRAIN : leaving);
      if (goodbye != null) {
        goodbye.cancelTimeout();
      }
      forgetPartialFrame();
      forgetWaitingAcks();
    } finally {
      loop.forget(this);
    }
  }

  /**
   * Ends it because of an error. A peer that resets after the goodbye has lost nothing: the reason
   * stays what it was.
   */
  void fail(final Throwable thrown) {
    if (goodbye == null) {
      leaving = CloseReason.ERROR;
    }
    try {
      close();
      if (thrown instanceof OutOfMemoryError error) {
        LastResort.tell(error);
      } else if (!(thrown instanceof IOException || thrown instanceof UncheckedIOException)) {
        LOG.warn("a connection is closed: ", thrown);
      }
    } catch (final RuntimeException | Error untold) {
      // An error that gets out of here ends the loop, with all other connections.
      LOG.debug("an error could not be told", untold);
    }
  }

  /**
   * Takes acks on their way to the socket. Requests are told to the metrics before responses, so
   * that no scrape sees more of the latter.
   *
   * @throws UncheckedIOException if the peer has gone.
   */
  void write(final IoBuffer acks, final int bytes, final int submitAcks) {
    session.onBatchEnd();
    loop.counters().add(ServerCounter.FLUSHES, 1);
    try {
      final int taken = waitingAcks == null ? socket.write(acks, 0, bytes) : 0;
      if (taken == bytes) {
        sent(bytes, submitAcks);
      } else {
        sent(taken, 0);
        keepWaiting(acks, taken, bytes - taken, submitAcks);
      }
    } catch (final IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private void readSome() throws IOException {
    int reads = 0;
    int bytes;
    do {
      bytes = readOnce();
    } while (bytes == BareBuffers.READ_BYTES
        && awaited == Readiness.READABLE
        && leaving == null
        && ++reads < MAX_READS_PER_TURN);
  }

  private int readOnce() throws IOException {
    final BareBuffers buffers = loop.buffers();
    final IoBuffer read = buffers.lendRead();
    session.onNextBatch();
    try {
      final int bytes = socket.read(read);
      if (bytes > 0) {
        handle(read.view(), bytes);
      } else if (bytes < 0) {
        inputEnded = true;
        leave(CloseReason.PEER);
      }
      return bytes;
    } finally {
      buffers.readReturned();
    }
  }

  private void handle(final DirectBuffer bytes, final int length) {
    final CounterShard counters = loop.counters();
    counters.add(ServerCounter.READS, 1);
    counters.add(ServerCounter.RECEIVED_BYTES, length);
    final BareAcks acks = loop.acks();
    acks.begin(this);
    ProtocolException malformed = null;
    try {
      int handled = partialFrame == null ? 0 : completePartialFrame(bytes, length);
      handled += session.onFrames(bytes, handled, length - handled, acks);
      if (handled < length) {
        keepPartialFrame(bytes, handled, length - handled);
      }
    } catch (final ProtocolException e) {
      malformed = e;
    }
    endBatch();
    if (malformed == null) {
      watchAsNeeded();
    } else {
      session.onProtocolError(malformed.reason());
      leave(CloseReason.PROTOCOL);
    }
  }

  /** One flush and one visit to the metrics for all that a read brought. */
  private void endBatch() {
    session.onBatchEnd();
    loop.acks().flush();
    session.onFlushed();
  }

  private int completePartialFrame(final DirectBuffer bytes, final int length) {
    final int taken = partialFrame.complete(bytes, 0, length, session);
    if (partialFrame.isEmpty()) {
      partialFrame = null;
    }
    return taken;
  }

  private void keepPartialFrame(final DirectBuffer bytes, final int offset, final int length) {
    partialFrame = loop.newPartialFrame();
    partialFrame.keep(bytes, offset, length);
  }

  private void keepWaiting(
      final IoBuffer acks, final int offset, final int bytes, final int submitAcks) {
    if (waitingAcks == null) {
      waitingAcks = loop.newWaitingAcks();
    }
    waitingAcks.add(acks, offset, bytes, submitAcks);
  }

  private void forgetPartialFrame() {
    if (partialFrame != null) {
      partialFrame.release();
      partialFrame = null;
    }
  }

  private void forgetWaitingAcks() {
    if (waitingAcks != null) {
      waitingAcks.release();
      waitingAcks = null;
    }
  }

  private void writeWaiting() throws IOException {
    if (waitingAcks.writeTo(socket)) {
      sent(waitingAcks.bytes(), waitingAcks.submitAcks());
      forgetWaitingAcks();
      sayGoodbyeWhenAcked();
      watchAsNeeded();
    }
  }

  private void sent(final int bytes, final int submitAcks) {
    final CounterShard counters = loop.counters();
    counters.add(ServerCounter.RSP_SEND, submitAcks);
    counters.add(ServerCounter.SENT_BYTES, bytes);
  }

  /** Reads no more than the peer takes acks for and the handler answers. */
  private void watchAsNeeded() {
    if (waitingAcks != null) {
      watchFor(Readiness.WRITABLE);
    } else if (leaving != null ? goodbye == null : session.isSaturated()) {
      watchFor(Readiness.NONE);
    } else {
      watchFor(Readiness.READABLE);
    }
  }

  private void watchFor(final Readiness readiness) {
    if (awaited != readiness && !closed) {
      awaited = readiness;
      socket.watchFor(readiness);
    }
  }

  private void sayGoodbyeWhenAcked() throws IOException {
    if (leaving == null || goodbye != null || waitingAcks != null || session.hasPendingAcks()) {
      return;
    }
    goodbye = new BareGoodbye(socket, loop.executor(), this::close);
    if (inputEnded) {
      close();
    }
  }

  private void discard() throws IOException {
    final BareBuffers buffers = loop.buffers();
    try {
      if (goodbye.discard(buffers.lendRead())) {
        close();
      }
    } finally {
      buffers.readReturned();
    }
  }

  private void wakeOwner() {
    try {
      loop.executor().execute(this::onLateAnswers);
    } catch (final RejectedExecutionException serverClosed) {
      LOG.debug("an answer came after the end of its event loop");
    }
  }

  private void onLateAnswers() {
    if (closed || !session.hasPendingAcks()) {
      return;
    }
    try {
      loop.acks().begin(this);
      session.releaseAcks();
      endBatch();
      sayGoodbyeWhenAcked();
      watchAsNeeded();
    } catch (final IOException | RuntimeException | Error thrown) {
      fail(thrown);
    }
  }
}
