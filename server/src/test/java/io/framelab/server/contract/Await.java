package io.framelab.server.contract;

import io.framelab.codec.RawPeer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what nobody announces: counters, mostly. */
final class Await {
  private static final long POLL_MS = 1;

  /** Nothing ever releases it. */
  private static final Semaphore NOBODY = new Semaphore(0);

  private Await() {}

  /** Returns as soon as the condition holds; fails when patience is over. */
  static void until(final BooleanSupplier condition, final Supplier<String> otherwise) {
    if (!within(RawPeer.PATIENCE.toMillis(), condition)) {
      throw new AssertionError(otherwise.get());
    }
  }

  /** Returns as soon as the condition holds; false if it does not within that time. */
  static boolean within(final long timeoutMs, final BooleanSupplier condition) {
    final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadlineNs > 0) {
        return false;
      }
      try {
        NOBODY.tryAcquire(POLL_MS, TimeUnit.MILLISECONDS);
      } catch (final InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
    }
    return true;
  }
}
