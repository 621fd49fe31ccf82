package io.framelab.loadgen;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How service times are recorded: one shape for every histogram, so that they add up. Stateless.
 */
final class ServiceTimes {
  /**
   * The longest time told apart; longer ones count as this. Far above any --timeout that a person
   * waits for.
   */
  static final long MAX_NS = TimeUnit.HOURS.toNanos(1);

  /** Three digits: 1000 us and 1001 us are two values, and the counts still fit the cache. */
  private static final int DIGITS = 3;

  private ServiceTimes() {}

  static SingleWriterRecorder newRecorder() {
    return new SingleWriterRecorder(1, MAX_NS, DIGITS);
  }

  static Histogram newHistogram() {
    return new Histogram(1, MAX_NS, DIGITS);
  }
}
