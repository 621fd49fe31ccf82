package io.framelab.loadgen.report;

/**
 * What became of an {@code --assert}. Immutable: any thread may use it.
 *
 * @param expr as given.
 * @param actual figure.
 * @param unit of it: {@value #NS}, {@value #PER_SECOND} or {@value #COUNT}.
 * @param passed whether it holds.
 */
public record Assertion(String expr, double actual, String unit, boolean passed) {
  /** A time, in nanoseconds. */
  public static final String NS = "ns";

  /** Something per second. */
  public static final String PER_SECOND = "1/s";

  /** How many. */
  public static final String COUNT = "count";
}
