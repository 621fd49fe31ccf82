package io.framelab.metrics;

/**
 * Times that a load generator measured by one clock, folded into the buckets that servers use, too.
 * Any thread may call it: one folds an interval in now and then, others scrape.
 */
public final class LoadTimes {
  private final long[] counts = new long[RequestTimes.BUCKETS];
  private double sumNs;

  /**
   * Folds in times that are as good as equal.
   *
   * @param ns each of them, in nanoseconds.
   * @param count how many.
   */
  public synchronized void add(final long ns, final long count) {
    counts[RequestTimes.bucketOf(ns)] += count;
    sumNs += (double) ns * count;
  }

  /** All that was folded in so far. */
  synchronized RequestTimes total() {
    return new RequestTimes(counts.clone(), Math.round(sumNs));
  }
}
