package io.framelab.codec;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what nobody announces: a counter, a line in a log. For every module's tests. */
public final class Await {
  private static final long POLL_MS = 2;

  /** Nothing ever releases it. */
  private static final Semaphore NOBODY = new Semaphore(0);

  private Await() {}

  /** Something that holds or does not. */
  @FunctionalInterface
  public interface Condition {
    /** Asked again and again; what it throws ends the waiting. */
    boolean holds() throws Exception;
  }

  /** Assertions that pass or do not. */
  @FunctionalInterface
  public interface Check {
    /** Run again and again until it throws no AssertionError. */
    void run() throws Exception;
  }

  /** Returns as soon as the condition holds; fails when {@link RawPeer#PATIENCE} is over. */
  public static void until(final Condition condition, final Supplier<String> otherwise) {
    if (!within(RawPeer.PATIENCE, condition)) {
      throw new AssertionError(otherwise.get());
    }
  }

  /** Returns as soon as the condition holds; false if it does not within that time. */
  public static boolean within(final Duration patience, final Condition condition) {
    final long deadlineNs = System.nanoTime() + patience.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() - deadlineNs > 0) {
          return false;
        }
        NOBODY.tryAcquire(POLL_MS, TimeUnit.MILLISECONDS);
      }
      return true;
    } catch (final Exception e) {
      throw new AssertionError("could not tell whether it holds", e);
    }
  }

  /** Returns as soon as the check passes; otherwise fails as the last check failed. */
  public static void untilPassed(final Duration patience, final Check check) {
    final AssertionError[] last = new AssertionError[1];
    final Condition passes =
        () -> {
          try {
            check.run();
            return true;
          } catch (final AssertionError notYet) {
            last[0] = notYet;
            return false;
          }
        };
    if (!within(patience, passes)) {
      throw last[0];
    }
  }
}
