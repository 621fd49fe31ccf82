package io.framelab.loadgen.stats;

import java.util.stream.IntStream;

/** Student's t distribution, as far as a 95 % interval needs it. Stateless. */
final class StudentT {
  /** What may lie outside of the interval, on both sides together. */
  private static final double OUTSIDE = 0.05;

  /** The critical value of one degree of freedom is 12.7; nothing is above. */
  private static final double MOST = 13;

  private static final int BISECTIONS = 60;

  private static final int MAX_TERMS = 500;

  private static final double PRECISION = 1e-14;

  /** Rounds less one: what almost everybody asks for. */
  private static final double[] OF_FEW =
      IntStream.rangeClosed(1, 30).mapToDouble(StudentT::solve).toArray();

  private StudentT() {}

  /**
   * How many standard errors lie between the mean and either end of the interval.
   *
   * @param freedom degrees of freedom, at least 1; need not be whole.
   */
  static double critical(final double freedom) {
    final int whole = (int) freedom;
    return whole == freedom && whole <= OF_FEW.length ? OF_FEW[whole - 1] : solve(freedom);
  }

  private static double solve(final double freedom) {
    double low = 0;
    double high = MOST;
    for (int i = 0; i < BISECTIONS; i++) {
      final double middle = (low + high) / 2;
      if (outside(middle, freedom) > OUTSIDE) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The probability that |t| is larger. */
  static double outside(final double t, final double freedom) {
    return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
  }

  /** The regularised incomplete beta function, by its continued fraction. */
  private static double incompleteBeta(final double x, final double a, final double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - incompleteBeta(1 - x, b, a);
    }
    final double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return front * fraction(x, a, b) / a;
  }

  /** Lentz's method. */
  private static double fraction(final double x, final double a, final double b) {
    double c = 1;
    double d = 1 / (1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m <= MAX_TERMS; m++) {
      final double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / (1 + even * d);
      c = 1 + even / c;
      result *= d * c;
      final double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / (1 + odd * d);
      c = 1 + odd / c;
      result *= d * c;
      if (Math.abs(d * c - 1) < PRECISION) {
        break;
      }
    }
    return result;
  }

  /** By Stirling's series, after enough steps up that it is exact to double precision. */
  private static double logGamma(final double x) {
    double shift = 0;
    double y = x;
    while (y < 15) {
      shift += Math.log(y);
      y++;
    }
    final double square = 1 / (y * y);
    final double series =
        (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / y;
    return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - shift;
  }
}
