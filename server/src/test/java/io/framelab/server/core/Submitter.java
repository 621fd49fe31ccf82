package io.framelab.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounters;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A connection without I/O, whose owner is the thread that made it: submits, is woken, takes acks,
 * and insists on their order. Ids count from 0.
 */
final class Submitter implements AckSink {
  private final Semaphore woken = new Semaphore(0);
  private final LongAdder lateAnswers = new LongAdder();
  private final List<Integer> results = new ArrayList<>();
  private final Session session;
  private int submitted;

  Submitter(final SubmitHandler handler) {
    final SessionOwner owner =
        new SessionOwner(
            new GuardedHandler(handler),
            new FrameDecoder(FrameDescriptor.DEFAULT_MAX_FRAME_LENGTH),
            Limits.DEFAULT_WINDOW,
            new ServerCounters().newShard(),
            lateAnswers,
            new ConnectionLog());
    session = owner.openSession(new Peer(new InetSocketAddress(0)), this, woken::release);
  }

  /** Sends one Submit, and uses its buffer for something else as soon as the handler returns. */
  void submit(final byte[] payload) {
    final byte[] frame = RawPeer.submitFrame(submitted++, payload);
    session.onFrame(new UnsafeBuffer(frame), 0, frame.length);
    Arrays.fill(frame, (byte) 0xFF);
  }

  void submit(final int count) {
    for (int i = 0; i < count; i++) {
      submit(new byte[1]);
    }
  }

  /** Whether so many have no ack yet that a server would stop reading. */
  boolean isSaturated() {
    return session.isSaturated();
  }

  /** Sleeps until an answer wakes it, then takes the acks that may go. */
  void awaitSomeAcks() throws InterruptedException {
    assertThat(woken.tryAcquire(RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
        .as("woken by an answer; %d of %d are acked", results.size(), submitted)
        .isTrue();
    session.releaseAcks();
  }

  /** Returns when each Submit has its ack. */
  List<Integer> awaitAllAcks() throws InterruptedException {
    while (session.hasPendingAcks()) {
      awaitSomeAcks();
    }
    assertThat(results).hasSize(submitted);
    return results;
  }

  /** The same as soon as it can be, without sleep. */
  void spinUntilAllAcks() {
    final long deadlineNs = System.nanoTime() + RawPeer.PATIENCE.toNanos();
    while (session.hasPendingAcks()) {
      Thread.onSpinWait();
      session.releaseAcks();
      assertThat(System.nanoTime() - deadlineNs)
          .as("patience; %d of %d are acked", results.size(), submitted)
          .isNegative();
    }
  }

  /** The results so far, in the order of the Submits. */
  List<Integer> results() {
    return results;
  }

  long lateAnswers() {
    return lateAnswers.sum();
  }

  void leave() {
    session.close(CloseReason.PEER);
  }

  @Override
  public void submitAck(final long id, final int result) {
    assertThat(id).as("acks come in order, each once").isEqualTo(results.size());
    results.add(result);
  }

  @Override
  public void connAck(final long id, final int result) {
    throw new AssertionError("no Conn was sent");
  }
}
