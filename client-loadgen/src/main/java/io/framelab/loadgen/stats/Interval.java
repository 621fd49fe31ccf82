package io.framelab.loadgen.stats;

/**
 * A mean and the interval that holds the true one in 95 of 100 samples, by Student's t. It knows no
 * error that all values of a sample share; where two sittings meet, {@link SittingSpread} adds what
 * each did to all of its rounds. The values are logarithms of ratios wherever two things are
 * compared, so that A / B and B / A say the same. Immutable: any thread may use it.
 *
 * @param mean of the sample, or the difference of two means.
 * @param low end.
 * @param high end.
 * @param standardError of the mean.
 * @param degreesOfFreedom of the standard error.
 */
public record Interval(
    double mean, double low, double high, double standardError, double degreesOfFreedom) {
  /** Refuses what is no number: nothing may be concluded from it. */
  public Interval {
    if (!Double.isFinite(mean) || Double.isNaN(low) || Double.isNaN(high)) {
      throw new IllegalArgumentException("no interval: " + mean + " [" + low + ", " + high + "]");
    }
  }

  /**
   * Of the mean of a sample.
   *
   * @param values finite, independent of each other; at least one.
   * @return from minus to plus infinity if there is only one: nothing is known of its error then.
   */
  public static Interval ofMean(final double... values) {
    final double mean = mean(values);
    return of(mean, Math.sqrt(squareOfError(values, mean)), values.length - 1);
  }

  /**
   * Of the difference of two means of which the intervals are known, after Welch: the two may
   * scatter differently.
   *
   * @param other of a sample that has nothing to do with this one's.
   * @return this minus the other.
   */
  public Interval minus(final Interval other) {
    final double own = standardError * standardError;
    final double others = other.standardError * other.standardError;
    final double sum = own + others;
    final double freedom =
        sum == 0 || Double.isInfinite(sum)
            ? Math.min(degreesOfFreedom, other.degreesOfFreedom)
            : sum * sum / (own * own / degreesOfFreedom + others * others / other.degreesOfFreedom);
    return of(mean - other.mean, Math.sqrt(sum), freedom);
  }

  /**
   * With an error besides that the sample does not show.
   *
   * @param variance of that error, at least 0.
   * @param freedom how many degrees of freedom it is known with, at least 1.
   * @return as wide as both make it.
   */
  public Interval widened(final double variance, final double freedom) {
    final double own = standardError * standardError;
    final double sum = own + variance;
    return variance == 0 || Double.isInfinite(own)
        ? this
        : of(
            mean,
            Math.sqrt(sum),
            sum * sum / (own * own / degreesOfFreedom + variance * variance / freedom));
  }

  private static Interval of(final double mean, final double error, final double freedom) {
    final double half = Double.isInfinite(error) ? error : error * StudentT.critical(freedom);
    return new Interval(mean, mean - half, mean + half, error, freedom);
  }

  /**
   * Whether no difference at all is among what is believable.
   *
   * @return true unless both ends are on the same side of 0.
   */
  public boolean includesZero() {
    return low <= 0 && high >= 0;
  }

  /**
   * The mean of logarithms as a ratio.
   *
   * @return greater than 0.
   */
  public double ratio() {
    return Math.exp(mean);
  }

  /**
   * The low end as a ratio.
   *
   * @return 0 if nothing is known.
   */
  public double lowRatio() {
    return Math.exp(low);
  }

  /**
   * The high end as a ratio.
   *
   * @return infinite if nothing is known.
   */
  public double highRatio() {
    return Math.exp(high);
  }

  private static double mean(final double[] values) {
    double sum = 0;
    for (final double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double squareOfError(final double[] values, final double mean) {
    if (values.length < 2) {
      return Double.POSITIVE_INFINITY;
    }
    double squares = 0;
    for (final double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / (values.length - 1) / values.length;
  }
}
