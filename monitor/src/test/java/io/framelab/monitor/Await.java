package io.framelab.monitor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for something to become true, for as long as a slow, shared machine may need. */
final class Await {
  private static final long POLL_MS = 20;

  private Await() {}

  /** Returns once the check passes; otherwise fails as the last check failed. */
  static void until(final Duration patience, final Check check) throws Exception {
    final long deadlineNs = System.nanoTime() + patience.toNanos();
    final CountDownLatch never = new CountDownLatch(1);
    while (true) {
      try {
        check.run();
        return;
      } catch (final AssertionError notYet) {
        if (System.nanoTime() > deadlineNs) {
          throw notYet;
        }
      }
      never.await(POLL_MS, TimeUnit.MILLISECONDS);
    }
  }

  interface Check {
    void run() throws Exception;
  }
}
