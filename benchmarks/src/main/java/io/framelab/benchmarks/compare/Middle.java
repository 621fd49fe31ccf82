package io.framelab.benchmarks.compare;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * The median or the mean of a sample, and its 95 % interval by a bootstrap: the same as the
 * yardstick's {@code slices.sh} has, so that what both find of two servers compares. The interval
 * is of slices of one start of each; it knows nothing of what other starts would do. Immutable.
 *
 * @param value of the sample.
 * @param low end of its interval.
 * @param high end of its interval.
 */
record Middle(double value, double low, double high) {
  private static final int RESAMPLES = 2_000;

  private static final double TAIL = 0.025;

  /** The same sample has to have the same interval, whenever it is computed. */
  private static final long SEED = 1;

  /**
   * The median: a slice that the machine spoilt does not move it.
   *
   * @param values at least one.
   */
  static Middle median(final double... values) {
    return of(values, Middle::medianOf);
  }

  /**
   * The mean: of figures in steps, such as user time in ticks, the median is one of few steps.
   *
   * @param values at least one.
   */
  static Middle mean(final double... values) {
    return of(values, sample -> Arrays.stream(sample).average().orElseThrow());
  }

  private static Middle of(final double[] values, final ToDoubleFunction<double[]> middle) {
    final SplittableRandom random = new SplittableRandom(SEED);
    final double[] found = new double[RESAMPLES];
    final double[] sample = new double[values.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < sample.length; j++) {
        sample[j] = values[random.nextInt(values.length)];
      }
      found[i] = middle.applyAsDouble(sample);
    }
    Arrays.sort(found);
    final int low = (int) (TAIL * RESAMPLES);
    return new Middle(middle.applyAsDouble(values), found[low], found[RESAMPLES - 1 - low]);
  }

  /** The same in another unit. */
  Middle map(final DoubleUnaryOperator growing) {
    return new Middle(
        growing.applyAsDouble(value), growing.applyAsDouble(low), growing.applyAsDouble(high));
  }

  private static double medianOf(final double[] values) {
    final double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
