package io.framelab.loadgen;

import io.framelab.loadgen.report.Assertion;
import io.framelab.loadgen.report.LoadResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code --assert}: a metric, how it compares, a bound, as in {@code p99<5ms}. Immutable: any
 * thread may use it.
 *
 * @param expr as typed.
 * @param metric that is compared.
 * @param comparison one of {@code < <= > >= ==}.
 * @param bound in the metric's unit.
 */
record Expectation(String expr, AssertMetric metric, String comparison, double bound) {
  private static final Pattern GRAMMAR =
      Pattern.compile("\\s*(\\w+)\\s*(<=|>=|==|<|>)\\s*(\\w+)\\s*");

  /**
   * Reads what a user typed.
   *
   * @throws IllegalArgumentException with a sentence for the user.
   */
  static Expectation parse(final String text) {
    final Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a metric, one of < <= > >= ==, and a bound, such as p99<5ms or acked>1m");
    }
    final AssertMetric metric = AssertMetric.parse(matcher.group(1));
    return new Expectation(text, metric, matcher.group(2), metric.parseBound(matcher.group(3)));
  }

  /** What a result makes of it. */
  Assertion judge(final LoadResult result) {
    final double actual = metric.of(result);
    return new Assertion(expr, actual, metric.unit(), holds(Double.compare(actual, bound)));
  }

  private boolean holds(final int order) {
    return switch (comparison) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> order == 0;
    };
  }
}
