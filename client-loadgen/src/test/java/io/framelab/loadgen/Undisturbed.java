package io.framelab.loadgen;

import java.util.function.Predicate;

/** Runs that show what a test wants only while others leave the generator its CPU. Stateless. */
final class Undisturbed {
  private static final int MAX_AGAIN = 10;

  private Undisturbed() {}

  /** One run, and what came out. */
  @FunctionalInterface
  interface Run<R, E extends Exception> {
    /** Runs once. */
    R run() throws E;
  }

  /** Runs again while the result says that it was disturbed; the last may still say so. */
  static <R, E extends Exception> R run(final Run<R, E> run, final Predicate<R> wasDisturbed)
      throws E {
    R result = run.run();
    for (int again = 0; again < MAX_AGAIN && wasDisturbed.test(result); again++) {
      result = run.run();
    }
    return result;
  }
}
