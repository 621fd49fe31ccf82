package io.framelab.loadgen.report;

import io.framelab.cli.Durations;
import java.time.Duration;
import java.util.stream.Collectors;

/** The command that does a run again. Stateless. */
final class RepeatLine {
  private RepeatLine() {}

  static String of(final LoadResult result) {
    final LoadSettings config = result.config();
    return Words.text(
        "framelab load %s -c %d -t %d -w %d%s %s --warmup %s -s %s --seed %d --timeout %s --interval %s%s%s",
        TextReport.address(result.target()),
        config.connections(),
        config.threads(),
        config.window(),
        config.rate() == null ? "" : " -R " + config.rate() + " --arrival " + config.arrival(),
        config.requests() > 0 ? "-n " + config.requests() : "-d " + duration(config.durationNs()),
        duration(config.warmupNs()),
        config.payload(),
        config.seed(),
        duration(config.timeoutNs()),
        duration(config.intervalNs()),
        config.asserts().stream()
            .map(expr -> " --assert " + quoted(expr))
            .collect(Collectors.joining()),
        config.serverMetrics() == null
            ? ""
            : " --server-metrics " + quoted(config.serverMetrics()));
  }

  /** For a shell, which would take {@code <} for a redirection. */
  private static String quoted(final String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static String duration(final long ns) {
    return Durations.format(Duration.ofNanos(ns));
  }
}
