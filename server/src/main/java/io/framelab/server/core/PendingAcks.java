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

  /** Of the queue: asked for each Submit, so it is kept at hand. */
  private int size;

  PendingAcks(final LongAdder lateAnswers, final Runnable wakeOwner) {
    this.lateAnswers = lateAnswers;
    this.wakeOwner = wakeOwner;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  void add(final PendingAck ack) {
    queue.addLast(ack);
    size++;
  }

  /** Takes the eldest if it has its answer, else null. */
  PendingAck pollAnswered() {
    final PendingAck eldest = queue.peekFirst();
    if (eldest == null || !eldest.isAnswered()) {
      return null;
    }
    size--;
    return queue.pollFirst();
  }

  /** Before the owner looks: answers from now on wake it again. */
  void onOwnerLooks() {
    woken.set(false);
  }

  void abandon() {
    queue.forEach(PendingAck::abandon);
    queue.clear();
    size = 0;
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
