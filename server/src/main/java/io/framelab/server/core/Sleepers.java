package io.framelab.server.core;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Where threads sleep until there is work. Nobody locks: whoever brings work reads one counter, and
 * looks at the beds only if somebody lies in one.
 *
 * <pre>
 *   worker: lie down, count up, look for work, park      producer: queue the work, read the count, wake one
 * </pre>
 *
 * <p>Each does first what the other then looks at, by volatile operations: so either the worker
 * sees the work, or the producer sees the worker, or both.
 */
final class Sleepers {
  /** By worker: the thread while it sleeps, else null. Who empties a bed has woken its thread. */
  private final AtomicReferenceArray<Thread> beds;

  private final AtomicInteger asleep = new AtomicInteger();

  Sleepers(final int beds) {
    this.beds = new AtomicReferenceArray<>(beds);
  }

  /**
   * Sleeps until woken. Interrupts are forgotten: a thread that is interrupted cannot park, and
   * would spin here.
   *
   * @param bed of the calling thread, used by no other.
   * @param isNeeded asked once, in bed: whether there is something to do after all.
   */
  void sleepUnless(final int bed, final BooleanSupplier isNeeded) {
    // First the count: a producer that finds none asleep wakes nobody, though one may be in bed.
    asleep.incrementAndGet();
    beds.set(bed, Thread.currentThread());
    if (isNeeded.getAsBoolean()) {
      empty(bed);
      return;
    }
    while (beds.get(bed) != null) {
      LockSupport.park(this);
      Thread.interrupted();
    }
  }

  /** Wakes one thread, if any sleeps: the first, so that the same few stay warm. Any thread. */
  void wakeOne() {
    if (asleep.get() == 0) {
      return;
    }
    for (int bed = 0; bed < beds.length(); bed++) {
      if (wake(bed)) {
        return;
      }
    }
  }

  /** Wakes every thread that sleeps. Any thread. */
  void wakeAll() {
    for (int bed = 0; bed < beds.length(); bed++) {
      wake(bed);
    }
  }

  private boolean wake(final int bed) {
    // Read first: an exchange would take the line from all other cores for each empty bed.
    final Thread woken = beds.get(bed) == null ? null : empty(bed);
    if (woken != null) {
      LockSupport.unpark(woken);
    }
    return woken != null;
  }

  private Thread empty(final int bed) {
    final Thread was = beds.getAndSet(bed, null);
    if (was != null) {
      asleep.decrementAndGet();
    }
    return was;
  }
}
