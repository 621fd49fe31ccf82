package io.framelab.benchmarks.ladder;

import java.util.concurrent.TimeUnit;

/**
 * How long a ladder will still take: what each trial has taken so far, times those that are left.
 * The ladder's thread only.
 */
final class TimeLeft {
  /** A guess at what starting and stopping takes, until the first trial has shown it. */
  private static final long AROUND_LOAD_NS = TimeUnit.MILLISECONDS.toNanos(1500);

  private final int trials;
  private int done;
  private long doneNs;
  private long trialNs;

  TimeLeft(final int trials, final long loadNs) {
    this.trials = trials;
    this.trialNs = loadNs + AROUND_LOAD_NS;
  }

  void trialTook(final long ns) {
    done++;
    doneNs += ns;
    trialNs = doneNs / done;
  }

  /**
   * In words.
   *
   * @param intoTrialNs how long the trial has lasted that runs now, in nanoseconds.
   */
  String text(final long intoTrialNs) {
    final long leftNs = (trials - done) * trialNs - Math.min(intoTrialNs, trialNs);
    return "about " + (TimeUnit.NANOSECONDS.toSeconds(leftNs) + 1) + " s left";
  }
}
