package io.framelab.server.netty;

import io.framelab.codec.ProtocolException;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.Peer;
import io.framelab.server.core.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.agrona.DirectBuffer;

/**
 * The bytes of a connection without a channel: what has come goes to the session, the acks go to
 * the socket, and what is left over either way is kept. Called by the connection's loop. The base
 * of {@link BareConnection} and not a part of it, so that a loop with a thousand connections finds
 * both in the same cache lines.
 *
 * <pre>
 *   read buffer of the loop --&gt; partial frame, if there is one --&gt; session --&gt; ack buffer of the loop --&gt; socket
 *                                                                              what it does not take waits
 * </pre>
 */
abstract class BareBytes {
  private final BareSocket socket;
  private final BareLoop loop;
  private final Session session;

  /** Null unless a read ended inside a frame. */
  private PartialFrame partialFrame;

  /** Null unless the socket is full. */
  private WaitingAcks waitingAcks;

  /** When the last bytes came, or the server came to await nothing else, in ticks of the wheel. */
  private long awaitingSince;

  BareBytes(final BareSocket socket, final Peer peer, final BareLoop loop) {
    this.socket = socket;
    this.loop = loop;
    this.session = loop.owner().openSession(peer, loop.acks(), this::wakeOwner);
    this.awaitingSince = loop.deadlines().now();
  }

  /** Any thread: a late answer has come. */
  abstract void wakeOwner();

  final BareSocket socket() {
    return socket;
  }

  final BareLoop loop() {
    return loop;
  }

  final Session session() {
    return session;
  }

  final boolean hasWaitingAcks() {
    return waitingAcks != null;
  }

  final boolean hasPartialFrame() {
    return partialFrame != null;
  }

  final long awaitingSince() {
    return awaitingSince;
  }

  final long partialFrameSince() {
    return partialFrame.since();
  }

  final long waitingAcksSince() {
    return waitingAcks.since();
  }

  /** What the handler owed for so long is answered; idle is who sends nothing from here on. */
  final void answered() {
    awaitingSince = loop.deadlines().now();
  }

  /** From here on the peer keeps the server waiting: before, it was the other way round. */
  final void awaitBytes() {
    awaitingSince = loop.deadlines().now();
    if (partialFrame != null) {
      partialFrame.since(awaitingSince);
    }
  }

  /**
   * Reads once, has the session handle what came, and writes the acks.
   *
   * @return the bytes; 0 if there are none now, -1 if the peer has shut its output down.
   * @throws IOException if the peer has gone.
   * @throws ProtocolException if it broke the protocol; what was handled before is acked.
   * @throws LeftoverMemory.NoRoomException if the beginning of a frame cannot be kept; likewise.
   */
  final int read() throws IOException {
    final BareBuffers buffers = loop.buffers();
    final IoBuffer read = buffers.lendRead();
    session.onNextBatch();
    try {
      final int bytes = socket.read(read);
      if (bytes > 0) {
        awaitingSince = loop.deadlines().now();
        handle(read.view(), bytes);
      }
      return bytes;
    } finally {
      buffers.readReturned();
    }
  }

  /**
   * Takes acks on their way to the socket. Requests are told to the metrics before responses, so
   * that no scrape sees more of the latter.
   *
   * @throws UncheckedIOException if the peer has gone.
   */
  final void write(final IoBuffer acks, final int bytes, final int submitAcks) {
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

  /** Writes what waits; returns whether nothing does any more. */
  final boolean writeWaiting() throws IOException {
    final int before = waitingAcks.left();
    final boolean all = waitingAcks.writeTo(socket, loop.deadlines().now());
    loop.counters().add(ServerCounter.WRITES_SETTLED, before - waitingAcks.left());
    if (!all) {
      return false;
    }
    sent(waitingAcks.bytes(), waitingAcks.submitAcks());
    forgetWaitingAcks();
    return true;
  }

  /** Hands over late answers, as far as they are in their turn. */
  final void writeLateAnswers() {
    loop.acks().begin(this);
    session.releaseAcks();
    endBatch();
  }

  final void forgetPartialFrame() {
    if (partialFrame != null) {
      partialFrame.release();
      partialFrame = null;
    }
  }

  final void forgetWaitingAcks() {
    if (waitingAcks != null) {
      loop.counters().add(ServerCounter.WRITES_SETTLED, waitingAcks.left());
      waitingAcks.release();
      waitingAcks = null;
    }
  }

  private void handle(final DirectBuffer bytes, final int length) {
    final CounterShard counters = loop.counters();
    counters.add(ServerCounter.READS, 1);
    counters.add(ServerCounter.RECEIVED_BYTES, length);
    final BareAcks acks = loop.acks();
    acks.begin(this);
    try {
      int handled = partialFrame == null ? 0 : completePartialFrame(bytes, length);
      handled += session.onFrames(bytes, handled, length - handled, acks);
      if (handled < length) {
        keepPartialFrame(bytes, handled, length - handled);
      }
    } catch (final ProtocolException | LeftoverMemory.NoRoomException end) {
      endBatch();
      throw end;
    }
    endBatch();
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
    partialFrame.since(awaitingSince);
    partialFrame.keep(bytes, offset, length);
  }

  private void keepWaiting(
      final IoBuffer acks, final int offset, final int bytes, final int submitAcks) {
    if (waitingAcks == null) {
      waitingAcks = loop.newWaitingAcks();
    }
    waitingAcks.add(acks, offset, bytes, submitAcks);
    loop.counters().add(ServerCounter.WRITES_PENDING, bytes);
  }

  private void sent(final int bytes, final int submitAcks) {
    final CounterShard counters = loop.counters();
    counters.add(ServerCounter.RSP_SEND, submitAcks);
    counters.add(ServerCounter.SENT_BYTES, bytes);
  }
}
