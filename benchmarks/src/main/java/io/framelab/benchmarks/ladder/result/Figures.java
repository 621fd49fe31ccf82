package io.framelab.benchmarks.ladder.result;

import io.framelab.benchmarks.compare.ComparisonTable;
import io.framelab.benchmarks.output.TextTable;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Words;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** Which figures a ladder shows, and how people read them. Stateless. */
final class Figures {
  /** Columns of the table that grows run by run. */
  static final List<String> RUN_TITLES =
      List.of(
          "server",
          "round",
          "acks/s",
          "CPU ns/request",
          "syscalls/request",
          "heap B/request",
          "p50",
          "p99");

  /** A row as wide as they get, so that the table need not know those to come. */
  static final List<String> WIDEST_RUN =
      List.of("", "", "99,999,999", "", "", "", "99.9 ms", "99.9 ms");

  /** Columns of the table that compares. */
  static final List<String> SUMMARY_TITLES =
      List.of("server", "acks/s", "over", "times", "CPU ns/request", "p50", "p99");

  /** Columns of the table that explains the other one. */
  static final List<String> REASON_TITLES =
      List.of(
          "server",
          "syscalls/request",
          "frames/read",
          "frames/flush",
          "heap B/request",
          "GCs",
          "RSS MiB",
          "transport",
          "threads");

  private static final double MIB = 1024 * 1024;

  private Figures() {}

  static List<String> run(final Run run) {
    return List.of(
        run.name(),
        Integer.toString(run.round()),
        Words.count(run.acksPerSec()),
        Words.count(run.cpuNsPerRequest()),
        orNone(run.syscalls().perRequest(), Figures::small),
        orNone(run.allocatedBytesPerRequest(), Figures::tenths),
        Words.time(run.p50Ns()),
        Words.time(run.p99Ns()));
  }

  static List<String> summary(final Standing standing, final ServerFacts server) {
    return List.of(
        standing.name(),
        acks(standing, server),
        standing.ratioToParent() == null ? TextTable.NONE : standing.parent(),
        times(standing),
        orNone(standing.cpuNsPerRequest(), Words::count),
        orNone(standing.p50Ns(), Figures::time),
        orNone(standing.p99Ns(), Figures::time));
  }

  /**
   * Columns of the table that compares, where each step was settled by slices.
   *
   * @param load of the slices, if it is not that of the other figures; else empty.
   */
  static List<String> settledTitles(final String load) {
    return List.of(
        "server",
        "acks/s",
        "CPU ns/request",
        "over",
        "CPU/request" + load + ", ratio [95 %]",
        "A / A control [95 %]",
        "is",
        "p50",
        "p99");
  }

  static List<String> settled(
      final Standing standing, final ServerFacts server, final Optional<Comparison> step) {
    return List.of(
        standing.name(),
        acks(standing, server),
        orNone(standing.cpuNsPerRequest(), Words::count),
        step.map(Comparison::a).orElse(TextTable.NONE),
        step.map(ComparisonTable::ratioAndInterval).orElse(TextTable.NONE),
        step.map(ComparisonTable::control).orElse(TextTable.NONE),
        step.map(it -> it.verdict().words()).orElse(TextTable.NONE),
        orNone(standing.p50Ns(), Figures::time),
        orNone(standing.p99Ns(), Figures::time));
  }

  static String acks(final Standing standing, final ServerFacts server) {
    return server.problem() == null
        ? orNone(standing.acksPerSec(), Words::count) + (standing.generatorBound() ? "*" : "")
        : server.kindOfProblem();
  }

  static String times(final Standing standing) {
    return orNone(standing.ratioToParent(), Figures::ratio);
  }

  static List<String> reasons(final Standing standing, final ServerFacts server) {
    return List.of(
        standing.name(),
        orNone(standing.syscallsPerRequest(), Figures::small),
        orNone(standing.framesPerRead(), Figures::tenths),
        orNone(standing.framesPerFlush(), Figures::tenths),
        orNone(standing.allocatedBytesPerRequest(), Figures::tenths),
        orNone(standing.garbageCollections(), Words::count),
        orNone(standing.residentBytes(), Figures::mebibytes),
        Objects.requireNonNullElse(server.transport(), TextTable.NONE),
        Objects.requireNonNullElse(server.threads(), TextTable.NONE));
  }

  /** What a step brought, in a sentence; empty if there is nothing to compare it with. */
  static String sentence(final Standing standing, final String change) {
    return standing.ratioToParent() == null
        ? ""
        : standing.name()
            + ": "
            + standing.ratioToParent().text(Figures::ratio)
            + " times the acks/s of "
            + standing.parent()
            + ", by this change: "
            + change;
  }

  /** Why an asterisk stands behind a figure. */
  static String asterisk() {
    return "* the load generator used nearly all the CPU that it could have: the server may be able"
        + " to do more";
  }

  private static String orNone(final Spread spread, final DoubleFunction<String> format) {
    return spread == null ? TextTable.NONE : spread.text(format);
  }

  private static String orNone(final Number figure, final DoubleFunction<String> format) {
    return figure == null ? TextTable.NONE : format.apply(figure.doubleValue());
  }

  private static String ratio(final double ratio) {
    return Words.text("%.2f", ratio);
  }

  private static String tenths(final double figure) {
    return Words.text("%,.1f", figure);
  }

  /** Two digits that count, however small it is. */
  private static String small(final double figure) {
    if (figure >= 0.1 || figure == 0) {
      return Words.text("%.2f", figure);
    }
    return new BigDecimal(figure).round(new MathContext(2)).toPlainString();
  }

  private static String mebibytes(final double bytes) {
    return Words.text("%.0f", bytes / MIB);
  }

  private static String time(final double ns) {
    return Words.time(Math.round(ns));
  }
}
