package io.framelab.benchmarks.output;

import java.util.concurrent.TimeUnit;

/**
 * How long a verb will still take: what each of its runs has taken so far, times those that are
 * left. One thread uses it.
 */
public final class TimeLeft {
  /** A guess at what starting and stopping takes, until the first run has shown it. */
  private static final long AROUND_LOAD_NS = TimeUnit.MILLISECONDS.toNanos(2000);

  /** From here on nobody counts seconds. */
  private static final long LONG_S = 180;

  private int runs;
  private int done;
  private long doneNs;
  private long runNs;

  /**
   * Guesses.
   *
   * @param runs that are to come.
   * @param loadNs what the load of each takes, in nanoseconds.
   */
  public TimeLeft(final int runs, final long loadNs) {
    this.runs = runs;
    this.runNs = loadNs + AROUND_LOAD_NS;
  }

  /**
   * A run is done.
   *
   * @param ns what all of it took, in nanoseconds.
   */
  public void runTook(final long ns) {
    done++;
    doneNs += ns;
    runNs = doneNs / done;
  }

  /**
   * Some runs will not take place.
   *
   * @param count of them.
   */
  public void dropped(final int count) {
    runs -= count;
  }

  /**
   * In words.
   *
   * @param intoRunNs how long the run has lasted that runs now, in nanoseconds.
   * @return such as "about 29 s left".
   */
  public String text(final long intoRunNs) {
    final long leftNs = (runs - done) * runNs - Math.min(intoRunNs, runNs);
    return "about " + words(TimeUnit.NANOSECONDS.toSeconds(leftNs) + 1) + " left";
  }

  private static String words(final long seconds) {
    return seconds < LONG_S ? seconds + " s" : (seconds + 59) / 60 + " min";
  }
}
