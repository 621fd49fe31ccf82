package io.framelab.loadgen;

import io.framelab.cli.Counts;
import io.framelab.cli.Durations;
import io.framelab.loadgen.report.Assertion;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.Spectrum;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What an {@code --assert} can speak of. Immutable: any thread may use it. */
enum AssertMetric {
  MIN(Spectrum::min),
  MEAN(Spectrum::mean),
  P50(Spectrum::p50),
  P90(Spectrum::p90),
  P99(Spectrum::p99),
  P999(Spectrum::p999),
  P9999(Spectrum::p9999),
  MAX(Spectrum::max),
  SENT(Assertion.PER_SECOND, result -> result.throughput().sentPerSec()),
  ACKED(Assertion.PER_SECOND, result -> result.throughput().ackedPerSec()),
  MISSING(Assertion.COUNT, result -> result.verify().missing()),
  ERRORS(Assertion.COUNT, AssertMetric::errors),
  BUSY(Assertion.COUNT, result -> result(result, "busy")),
  REJECTED(Assertion.COUNT, result -> result(result, "rejected")),
  FAILED(Assertion.COUNT, result -> result(result, "failed"));

  private final String unit;
  private final ToDoubleFunction<LoadResult> figure;

  AssertMetric(final String unit, final ToDoubleFunction<LoadResult> figure) {
    this.unit = unit;
    this.figure = figure;
  }

  AssertMetric(final ToDoubleFunction<Spectrum> time) {
    this(Assertion.NS, result -> time.applyAsDouble(result.latencyNs().headline()));
  }

  /** As {@link Assertion#unit()} has it. */
  String unit() {
    return unit;
  }

  /** The metric with that name, as a user types it. */
  static AssertMetric parse(final String name) {
    return Arrays.stream(values())
        .filter(metric -> metric.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of " + labels()));
  }

  private static String labels() {
    return Arrays.stream(values()).map(AssertMetric::label).collect(Collectors.joining(", "));
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A bound as a user types it: a duration for a time, in nanoseconds then, else a count. */
  double parseBound(final String text) {
    return unit.equals(Assertion.NS) ? Durations.parse(text).toNanos() : Counts.parse(text);
  }

  /** The figure of a result: nanoseconds, something per second, or a count. */
  double of(final LoadResult result) {
    return figure.applyAsDouble(result);
  }

  private static double errors(final LoadResult result) {
    final LoadResult.Errors errors = result.errors();
    return errors.connect() + errors.timeout() + errors.reset() + errors.protocol();
  }

  private static double result(final LoadResult result, final String name) {
    return result.verify().results().get(name);
  }
}
