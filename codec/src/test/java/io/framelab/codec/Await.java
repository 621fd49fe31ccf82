package io.framelab.codec;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a condition that nobody announces: a counter, a line in a log. For every module's
 * tests.
 */
public final class Await {
  private static final long POLL_MS = 5;

  /** Nothing ever releases it. */
  private static final Semaphore NOBODY = new Semaphore(0);

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what is awaited, for the message.
   * @param condition asked again and again.
   * @throws AssertionError if it does not hold within {@link RawPeer#PATIENCE}.
   * @throws Exception if the condition throws.
   */
  public static void until(final String what, final Callable<Boolean> condition) throws Exception {
    final long deadlineNs = System.nanoTime() + RawPeer.PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new AssertionError("not within " + RawPeer.PATIENCE + ": " + what);
      }
      NOBODY.tryAcquire(POLL_MS, TimeUnit.MILLISECONDS);
    }
  }
}
