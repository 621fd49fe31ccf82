package io.framelab.benchmarks.ladder.result;

import java.util.DoubleSummaryStatistics;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * From the smallest to the largest of a few measurements: what was seen, with no verdict.
 * Immutable.
 *
 * @param min of them.
 * @param max of them.
 */
public record Spread(double min, double max) {
  /** Of some measurements; null if there are none. */
  static Spread of(final DoubleStream measurements) {
    final DoubleSummaryStatistics all = measurements.summaryStatistics();
    return all.getCount() == 0 ? null : new Spread(all.getMin(), all.getMax());
  }

  /** For people: both ends, or one figure where they read the same. */
  String text(final DoubleFunction<String> format) {
    final String low = format.apply(min);
    final String high = format.apply(max);
    return low.equals(high) ? low : low + "–" + high;
  }
}
