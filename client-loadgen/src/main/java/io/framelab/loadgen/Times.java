package io.framelab.loadgen;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Distributions of one set of Submits, in nanoseconds: by both clocks, and how late the generator
 * was. A closed loop has no intended send times, hence the service time only. One shape for every
 * histogram, so that they add up. Not for two threads at once.
 */
final class Times {
  /**
   * The longest time told apart; longer ones count as this. Far above any --timeout that a person
   * waits for.
   */
  static final long MAX_NS = TimeUnit.HOURS.toNanos(1);

  /** Three digits: 1000 us and 1001 us are two values, and the counts still fit the cache. */
  private static final int DIGITS = 3;

  /** From the actual send to the ack. */
  final Histogram service = newHistogram();

  /** From the intended send to the ack; null in a closed loop. */
  final Histogram response;

  /**
   * From the intended send to the actual one, of the Submits that nothing but the generator held
   * up; null in a closed loop.
   */
  final Histogram lag;

  Times(final boolean openLoop) {
    response = openLoop ? newHistogram() : null;
    lag = openLoop ? newHistogram() : null;
  }

  private static Histogram newHistogram() {
    return new Histogram(1, MAX_NS, DIGITS);
  }

  /** Records a time that may lie outside of what can be told apart. */
  static void record(final Histogram histogram, final long ns) {
    histogram.recordValue(Math.min(Math.max(ns, 0), MAX_NS));
  }

  /** Records the same time of {@code count} Submits. */
  static void record(final Histogram histogram, final long ns, final long count) {
    histogram.recordValueWithCount(Math.min(Math.max(ns, 0), MAX_NS), count);
  }

  /** The clock that a reader looks at first: response time where there is one. */
  Histogram headline() {
    return response == null ? service : response;
  }

  void add(final Times other) {
    service.add(other.service);
    if (response != null) {
      response.add(other.response);
      lag.add(other.lag);
    }
  }

  void reset() {
    service.reset();
    if (response != null) {
      response.reset();
      lag.reset();
    }
  }
}
