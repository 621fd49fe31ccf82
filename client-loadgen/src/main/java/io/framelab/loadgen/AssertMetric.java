package io.framelab.loadgen;

import io.framelab.cli.Counts;
import io.framelab.cli.Durations;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.Spectrum;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What an {@code --assert} can speak of. Immutable: any thread may use it. */
enum AssertMetric {
  MIN(Kind.TIME, Spectrum::min),
  MEAN(Kind.TIME, Spectrum::mean),
  P50(Kind.TIME, Spectrum::p50),
  P90(Kind.TIME, Spectrum::p90),
  P99(Kind.TIME, Spectrum::p99),
  P999(Kind.TIME, Spectrum::p999),
  P9999(Kind.TIME, Spectrum::p9999),
  MAX(Kind.TIME, Spectrum::max),
  SENT(result -> result.throughput().sentPerSec()),
  ACKED(result -> result.throughput().ackedPerSec()),
  MISSING(result -> result.verify().missing()),
  ERRORS(AssertMetric::errors),
  BUSY(result -> result(result, "busy")),
  REJECTED(result -> result(result, "rejected")),
  FAILED(result -> result(result, "failed"));

  private enum Kind {
    TIME,
    COUNT
  }

  private final Kind kind;
  private final ToDoubleFunction<LoadResult> figure;

  AssertMetric(final ToDoubleFunction<LoadResult> figure) {
    this.kind = Kind.COUNT;
    this.figure = figure;
  }

  AssertMetric(final Kind kind, final ToDoubleFunction<Spectrum> figure) {
    this.kind = kind;
    this.figure = result -> figure.applyAsDouble(result.latencyNs().headline());
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
    return kind == Kind.TIME ? Durations.parse(text).toNanos() : Counts.parse(text);
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
