package io.framelab.server.core;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what Submits on their way through the workers take, against two bounds: how many wait, and
 * how many bytes the payloads of those that wait or are being handled have. Room is taken before a
 * payload is copied, so what does not fit costs nothing. Any thread may call it.
 *
 * <pre>
 *   producer: tryTake(bytes) -&gt; copy, offer      worker: poll -&gt; leaveQueue() -&gt; handler -&gt; freeBytes(bytes)
 * </pre>
 */
final class QueueRoom {
  private static final int WAITING_SHIFT = Integer.SIZE;
  private static final long ONE_WAITING = 1L << WAITING_SHIFT;
  private static final long BYTES_MASK = ONE_WAITING - 1;

  /**
   * Waiting Submits in the upper half, bytes in the lower: both are taken at once or not at all.
   */
  private final AtomicLong taken = new AtomicLong();

  private final int maxWaiting;
  private final long maxBytes;

  /**
   * Makes empty room.
   *
   * @param maxWaiting how many Submits may wait.
   * @param maxBytes of payload in all; less than 4 GiB.
   */
  QueueRoom(final int maxWaiting, final long maxBytes) {
    this.maxWaiting = maxWaiting;
    this.maxBytes = maxBytes;
  }

  /** Takes room for one Submit, or none if it does not fit. */
  boolean tryTake(final int payloadBytes) {
    long before;
    do {
      before = taken.get();
      if (waiting(before) >= maxWaiting || (before & BYTES_MASK) + payloadBytes > maxBytes) {
        return false;
      }
    } while (!taken.compareAndSet(before, before + ONE_WAITING + payloadBytes));
    return true;
  }

  /** One Submit does not wait any more; its payload lives on. */
  void leaveQueue() {
    taken.addAndGet(-ONE_WAITING);
  }

  /** A payload that {@link #tryTake} was asked for is not needed any more. */
  void freeBytes(final int payloadBytes) {
    taken.addAndGet(-payloadBytes);
  }

  int waiting() {
    return waiting(taken.get());
  }

  long bytes() {
    return taken.get() & BYTES_MASK;
  }

  private static int waiting(final long taken) {
    return (int) (taken >>> WAITING_SHIFT);
  }
}
