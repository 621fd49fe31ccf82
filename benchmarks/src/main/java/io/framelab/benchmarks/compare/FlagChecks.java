package io.framelab.benchmarks.compare;

import io.framelab.cli.Range;
import java.time.Duration;

/**
 * The limits of flags that several verbs have. Each refuses for the user, as usage. Stateless; any
 * thread.
 */
public final class FlagChecks {
  /** More rounds than anybody waits for. */
  private static final int MAX_ROUNDS = 1_000;

  /** Two rounds are the least that an interval can be made of. */
  static final int MIN_ROUNDS = 2;

  private static final Duration MIN_SLICE = Duration.ofMillis(50);

  private static final Duration MAX_SLICE = Duration.ofMinutes(1);

  private FlagChecks() {}

  /**
   * Rounds of whole processes.
   *
   * @param rounds that the user asked for.
   */
  public static void rounds(final int rounds) {
    Range.check("--rounds", rounds, 1, MAX_ROUNDS);
  }

  /**
   * How slices are dealt out.
   *
   * @param rounds each with fresh processes.
   * @param turns of each.
   * @param slice of load at a time.
   * @param warmupFlag what the warm-up is called.
   * @param warmup before the first slice.
   */
  public static void slices(
      final int rounds,
      final int turns,
      final Duration slice,
      final String warmupFlag,
      final Duration warmup) {
    Range.check("--rounds", rounds, MIN_ROUNDS, MAX_ROUNDS);
    Range.check("--turns", turns, 1, MAX_ROUNDS);
    slice(slice, warmupFlag, warmup);
  }

  /**
   * How long load lasts.
   *
   * @param slice of load at a time.
   * @param warmupFlag what the warm-up is called.
   * @param warmup before the first slice.
   */
  static void slice(final Duration slice, final String warmupFlag, final Duration warmup) {
    Range.check("--slice", slice, MIN_SLICE, MAX_SLICE);
    Range.check(warmupFlag, warmup, Duration.ZERO, MAX_SLICE);
  }
}
