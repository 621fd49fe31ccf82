package io.framelab.server.core;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * An ack that waits for its answer, or has it and waits for its elders. Queued by the owner,
 * completed by any thread.
 */
final class PendingAck implements Deferral {
  private static final int UNANSWERED = -1;
  private static final int CONNECTION_GONE = -2;

  private final AtomicInteger result = new AtomicInteger(UNANSWERED);
  private final long id;
  private final PendingAcks queue;

  /** When its Submit was read, by {@link RequestClock}; for the owner alone. */
  private long readNs;

  PendingAck(final long id, final PendingAcks queue) {
    this.id = id;
    this.queue = queue;
  }

  @Override
  public boolean complete(final int result) {
    final boolean answered = answer(result);
    if (answered) {
      queue.onAnswered();
    } else {
      queue.onLateAnswer();
    }
    return answered;
  }

  /** Like {@link #complete}, by the owner, who needs no waking. */
  boolean answer(final int result) {
    return this.result.compareAndSet(UNANSWERED, ResultCode.judge(result));
  }

  void abandon() {
    result.compareAndSet(UNANSWERED, CONNECTION_GONE);
  }

  boolean isAnswered() {
    return result.get() >= ResultCode.OK;
  }

  int result() {
    return result.get();
  }

  void readAt(final long nanoTime) {
    readNs = nanoTime;
  }

  long readNs() {
    return readNs;
  }

  long id() {
    return id;
  }
}
