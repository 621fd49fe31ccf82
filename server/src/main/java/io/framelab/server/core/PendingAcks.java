package io.framelab.server.core;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps acks in the connection's order while some answers are still to come. The queue belongs to
 * the connection's thread; other threads only complete its members and wake the owner, once for any
 * number of answers that it has not looked at.
 */
final class PendingAcks {
  private final ArrayDeque<PendingAck> queue = new ArrayDeque<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final LongAdder lateAnswers;
  private final Runnable wakeOwner;

  PendingAcks(final LongAdder lateAnswers, final Runnable wakeOwner) {
    this.lateAnswers = lateAnswers;
    this.wakeOwner = wakeOwner;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  int size() {
    return queue.size();
  }

  void add(final PendingAck ack) {
    queue.addLast(ack);
  }

  /** Takes the eldest if it has its answer, else null. */
  PendingAck pollAnswered() {
    final PendingAck eldest = queue.peekFirst();
    return eldest != null && eldest.isAnswered() ? queue.pollFirst() : null;
  }

  /** Before the owner looks: answers from now on wake it again. */
  void onOwnerLooks() {
    woken.set(false);
  }

  void abandon() {
    queue.forEach(PendingAck::abandon);
    queue.clear();
  }

  void onAnswered() {
    if (woken.compareAndSet(false, true)) {
      wakeOwner.run();
    }
  }

  void onLateAnswer() {
    lateAnswers.increment();
  }
}
