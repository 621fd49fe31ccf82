package io.framelab.server.core;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.SubmitRun;
import io.framelab.metrics.CounterShard;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a thread that owns connections has once for all of their sessions, since it serves one at a
 * time: the view that handlers see, the tally, the clock. So a session that waits is small, and
 * what a busy thread touches stays in its cache. A loop that serves one connection after the other
 * has one for all of them; a channel, and the thread of a blocking engine, has one for itself. Made
 * by {@link EngineContext#newOwner}, called by that thread only.
 */
public final class SessionOwner {
  private final GuardedHandler handler;
  private final FrameDecoder decoder;
  private final int window;
  private final LongAdder lateAnswers;
  private final ConnectionLog log;
  private final SessionTally tally;
  private final SubmitRun run;
  private final SubmitRun.Answerer answerer = this::answer;
  private final SubmissionView submission = new SubmissionView();

  /** For packets that come as values; null until one does. */
  private UnsafeBuffer payload;

  /** Of a run: what it has answered otherwise than by {@link ResultCode#OK}. */
  private int answeredOtherwise;

  /** Of a run: what the handler returned for the Submit that it deferred. */
  private int returned;

  SessionOwner(
      final GuardedHandler handler,
      final FrameDecoder decoder,
      final int window,
      final CounterShard shard,
      final LongAdder lateAnswers,
      final ConnectionLog log) {
    this.handler = handler;
    this.decoder = decoder;
    this.window = window;
    this.lateAnswers = lateAnswers;
    this.log = log;
    this.tally = new SessionTally(shard);
    this.run = new SubmitRun(decoder);
  }

  /**
   * Opens the session of a connection that was accepted, and counts it.
   *
   * @param peer who is at the other end.
   * @param acks where its acks go.
   * @param wakeOwner called by any thread when a late answer has come; must see to it that the
   *     owner calls {@link Session#releaseAcks()}.
   * @return the session.
   */
  public Session openSession(final Peer peer, final AckSink acks, final Runnable wakeOwner) {
    final Session session = new Session(this, peer, acks, wakeOwner);
    tally.accepted();
    return session;
  }

  /** The thread may have slept, or done something else, since its last flush. */
  public void onTurn() {
    tally.clock().forgetFlush();
  }

  /**
   * Answers the Submits at the front of the bytes, until there is one that waits for its answer or
   * something else than a Submit.
   *
   * @return the bytes of those that were answered or deferred.
   */
  int answerRun(
      final Session session,
      final DirectBuffer bytes,
      final int offset,
      final int length,
      final AckBatch acks) {
    submission.of(session);
    answeredOtherwise = 0;
    final int acked = run.answer(bytes, offset, length, acks.buffer(), acks.length(), answerer);
    acks.addSubmitAcks(acked);
    tally.submitsReceived(acked);
    tally.answeredOk(acked - answeredOtherwise);
    if (submission.isDeferred()) {
      tally.submitsReceived(1);
      session.queueAck(submission.id(), returned, submission.takeDeferral());
    }
    return run.consumed();
  }

  SubmissionView submission() {
    return submission;
  }

  UnsafeBuffer payload() {
    if (payload == null) {
      payload = new UnsafeBuffer(0, 0);
    }
    return payload;
  }

  GuardedHandler handler() {
    return handler;
  }

  FrameDecoder decoder() {
    return decoder;
  }

  /** How many Submits of a session may wait for late answers. */
  int window() {
    return window;
  }

  ConnectionLog log() {
    return log;
  }

  SessionTally tally() {
    return tally;
  }

  PendingAcks newPendingAcks(final Runnable wakeOwner) {
    return new PendingAcks(lateAnswers, wakeOwner);
  }

  private int answer(
      final long id, final DirectBuffer buffer, final int payloadOffset, final int payloadLength) {
    submission.wrap(id, buffer, payloadOffset, payloadLength);
    final int answer = handler.onSubmit(submission);
    return answer == ResultCode.OK && !submission.isDeferred() ? answer : otherAnswer(answer);
  }

  private int otherAnswer(final int answer) {
    if (submission.isDeferred()) {
      returned = answer;
      return SubmitRun.NO_ACK;
    }
    final int result = ResultCode.judge(answer);
    if (result != ResultCode.OK) {
      tally.answered(result);
      answeredOtherwise++;
    }
    return result;
  }
}
