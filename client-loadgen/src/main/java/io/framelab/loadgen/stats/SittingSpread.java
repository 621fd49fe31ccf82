package io.framelab.loadgen.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * What a sitting does to all rounds of a step alike, so that its rounds cannot show it: the mood of
 * a machine that others share. Two sittings show it, if they have several steps in common: most
 * steps are what they were, so what they moved by, beyond what their rounds explain, was the mood.
 * Stateless.
 *
 * <p>The variance is that with which the median of {@code d² / (e² + variance)} is what it is for
 * chance alone, d being the difference of a step and e its standard error: moments of random
 * effects as Paule and Mandel have them, but by the median, for some steps may really have changed.
 * A step is judged by what the others moved by, so that it cannot excuse itself.
 */
public final class SittingSpread {
  /** A spread that fewer show is hardly known. */
  static final int LEAST_OTHERS = 4;

  /** Of chi-squared with one degree of freedom: half of all chance lies below. */
  private static final double MEDIAN_OF_CHANCE = 0.454936;

  /** A median tells of a spread what so many of the values would by their squares. */
  private static final double EFFICIENCY_OF_MEDIAN = 0.37;

  /** A sitting that more than doubles the cost of every other step is none. */
  private static final double MOST = 1;

  private static final int BISECTIONS = 60;

  private SittingSpread() {}

  /**
   * Allows for the sittings.
   *
   * @param differences of all steps that two sittings have in common, as logarithms, each with the
   *     interval that its rounds explain.
   * @return as wide as the sittings make them; unchanged if there are too few to tell.
   */
  public static List<Interval> widened(final List<Interval> differences) {
    if (!isKnown(differences.size())) {
      return differences;
    }
    final List<Interval> widened = new ArrayList<>();
    for (int i = 0; i < differences.size(); i++) {
      final List<Interval> others = new ArrayList<>(differences);
      final Interval own = others.remove(i);
      widened.add(own.widened(variance(others), EFFICIENCY_OF_MEDIAN * others.size()));
    }
    return widened;
  }

  /**
   * Whether so many steps can tell what the sittings did.
   *
   * @param steps in common.
   * @return false if nothing is allowed for.
   */
  public static boolean isKnown(final int steps) {
    return steps > LEAST_OTHERS;
  }

  /**
   * How much the sittings moved the steps.
   *
   * @param differences at least one, each with a finite standard error.
   * @return the standard deviation of a logarithm; 0 if their rounds explain it.
   */
  public static double deviation(final List<Interval> differences) {
    return Math.sqrt(variance(differences));
  }

  private static double variance(final List<Interval> differences) {
    if (median(differences, 0) <= MEDIAN_OF_CHANCE) {
      return 0;
    }
    double low = 0;
    double high = MOST;
    for (int i = 0; i < BISECTIONS; i++) {
      final double middle = (low + high) / 2;
      if (median(differences, middle) > MEDIAN_OF_CHANCE) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double median(final List<Interval> differences, final double variance) {
    final double[] squares =
        differences.stream()
            .mapToDouble(
                it -> it.mean() * it.mean() / (it.standardError() * it.standardError() + variance))
            .sorted()
            .toArray();
    final int middle = squares.length / 2;
    return squares.length % 2 == 1 ? squares[middle] : (squares[middle - 1] + squares[middle]) / 2;
  }
}
