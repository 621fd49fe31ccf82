package io.framelab.metrics;

import java.util.concurrent.TimeUnit;

/**
 * How long requests took, in buckets: what {@code tcp_server_request_duration_seconds} shows.
 * Immutable: any thread may use it.
 *
 * @param counts of requests by bucket, each without those of the buckets before; the last one has
 *     no bound.
 * @param sumNs of all requests, in nanoseconds.
 */
public record RequestTimes(long[] counts, long sumNs) {
  private static final long[] BOUNDS_NS = {
    micros(50),
    micros(100),
    micros(250),
    micros(500),
    micros(1_000),
    micros(2_500),
    micros(5_000),
    micros(10_000),
    micros(25_000),
    micros(100_000),
    micros(250_000),
    micros(1_000_000)
  };

  /** The bounded ones, and one for what is above the last bound. */
  static final int BUCKETS = BOUNDS_NS.length + 1;

  /**
   * The bounds as Prometheus wants them.
   *
   * @return upper bounds in seconds, inclusive; the last one is infinite.
   */
  static double[] boundsSeconds() {
    final double[] bounds = new double[BUCKETS];
    for (int bucket = 0; bucket < BOUNDS_NS.length; bucket++) {
      bounds[bucket] = BOUNDS_NS[bucket] / 1e9;
    }
    bounds[BOUNDS_NS.length] = Double.POSITIVE_INFINITY;
    return bounds;
  }

  /** The bucket of a time. Most requests are in the first one, so that one is asked first. */
  static int bucketOf(final long durationNs) {
    int bucket = 0;
    while (bucket < BOUNDS_NS.length && durationNs > BOUNDS_NS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /**
   * All requests.
   *
   * @return the sum of the buckets.
   */
  public long count() {
    long count = 0;
    for (final long inBucket : counts) {
      count += inBucket;
    }
    return count;
  }

  /**
   * The requests that took no longer than a bound.
   *
   * @param durationNs one of the bounds, in nanoseconds.
   * @return how many.
   */
  public long countUpTo(final long durationNs) {
    long count = 0;
    for (int bucket = 0; bucket <= bucketOf(durationNs); bucket++) {
      count += counts[bucket];
    }
    return count;
  }

  private static long micros(final long micros) {
    return TimeUnit.MICROSECONDS.toNanos(micros);
  }
}
