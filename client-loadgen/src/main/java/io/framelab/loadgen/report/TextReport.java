package io.framelab.loadgen.report;

import static io.framelab.loadgen.report.Words.count;
import static io.framelab.loadgen.report.Words.percent;
import static io.framelab.loadgen.report.Words.time;

import io.framelab.cli.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A result for people. Stateless. */
public final class TextReport {
  private TextReport() {}

  /**
   * The line that opens a run and its report: what is done to whom, and what that cannot show.
   *
   * @param target that is loaded.
   * @param config of the run.
   * @return one line.
   */
  public static String headline(final LoadResult.Target target, final LoadSettings config) {
    return (config.rate() == null ? "closed" : "open")
        + " loop against "
        + address(target)
        + ": "
        + (config.rate() == null
            ? ""
            : count(config.rate()) + " Submits/s " + config.arrival() + ", ")
        + plural(config.connections(), "connection")
        + ", "
        + (config.window() == 0 ? "flood" : "window " + config.window())
        + ", "
        + plural(config.threads(), "thread")
        + ", payload "
        + config.payload()
        + (config.rate() == null ? "; service time only" : "");
  }

  /**
   * The whole report.
   *
   * @param result of a run.
   * @param spectrum whether to add the whole spectrum of each clock.
   * @return lines, the last one ended.
   */
  public static String of(final LoadResult result, final boolean spectrum) {
    final List<String> lines = new ArrayList<>();
    lines.add(headline(result.target(), result.config()));
    lines.add(verdict(result));
    lines.add("");
    lines.add(rate(result));
    if (result.latencyNs().response() != null) {
      lines.add(times("response", result.latencyNs().response()));
    }
    lines.add(times("service", result.latencyNs().service()));
    lines.add(verified(result.verify()));
    lines.add(results(result.verify()));
    lines.add(errors(result.errors()));
    lines.add(generator(result));
    if (result.server() != null) {
      lines.add(row("server", ServerWords.of(result.server())));
    }
    result.asserts().forEach(it -> lines.add(row("assert", assertion(it))));
    result.notes().forEach(note -> lines.add(row("note", note)));
    if (spectrum) {
      lines.add("");
      if (result.latencyNs().response() != null) {
        lines.addAll(SpectrumTable.of("response", result.latencyNs().response()));
        lines.add("");
      }
      lines.addAll(SpectrumTable.of("service", result.latencyNs().service()));
      lines.add("");
    }
    lines.add(row("repeat", RepeatLine.of(result)));
    return lines.stream().map(line -> line + System.lineSeparator()).collect(Collectors.joining());
  }

  static String verdict(final LoadResult result) {
    final String reasons = String.join("; ", result.invalidReasons());
    return switch (RunVerdict.of(result)) {
      case PASSED ->
          "PASSED: every ack verified" + (result.isServerLimited() ? ", server-limited" : "");
      case FAILED -> "FAILED: " + (reasons.isEmpty() ? "acks are missing" : reasons);
      case VIOLATED -> "VIOLATED: " + reasons;
      case INVALID -> "INVALID: " + reasons;
      case UNMET -> "UNMET: " + unmet(result);
    };
  }

  private static String unmet(final LoadResult result) {
    return result.asserts().stream()
        .filter(it -> !it.passed())
        .map(TextReport::assertion)
        .collect(Collectors.joining("; "));
  }

  private static String assertion(final Assertion assertion) {
    return assertion.expr()
        + (assertion.passed() ? " holds: " : " does not hold: ")
        + (assertion.unit().equals(Assertion.NS)
            ? time(Math.round(assertion.actual()))
            : count(assertion.actual())
                + (assertion.unit().equals(Assertion.PER_SECOND) ? "/s" : ""));
  }

  private static String rate(final LoadResult result) {
    return row(
        "rate",
        count(result.throughput().ackedPerSec())
            + " acks/s, "
            + count(result.throughput().sentPerSec())
            + " Submits/s "
            + asked(result.throughput())
            + "in "
            + time(result.timing().measuredNs())
            + " after "
            + time(result.timing().warmupNs())
            + " of warm-up");
  }

  private static String asked(final LoadResult.Throughput throughput) {
    return throughput.askedPerSec() == null
        ? ""
        : "of " + count(throughput.askedPerSec()) + " asked for, ";
  }

  private static String times(final String clock, final Spectrum service) {
    if (service.count() == 0) {
      return row(clock, Words.NONE);
    }
    return row(
        clock,
        Words.text(
            "p50 %s, p90 %s, p99 %s, p99.9 %s, p99.99 %s, max %s, mean %s",
            time(service.p50()),
            time(service.p90()),
            time(service.p99()),
            time(service.p999()),
            time(service.p9999()),
            time(service.max()),
            time(service.mean())));
  }

  private static String verified(final LoadResult.Verify verify) {
    return row(
        "verified",
        Words.text(
            "%s of %s acks of the whole run: id, order, result; %s missing, %s duplicate, %s out of order, %s wrong",
            count(verify.acked()),
            count(verify.sent()),
            count(verify.missing()),
            count(verify.duplicate()),
            count(verify.reordered()),
            count(verify.badId())));
  }

  private static String results(final LoadResult.Verify verify) {
    return row(
        "results",
        verify.results().entrySet().stream()
            .filter(result -> result.getValue() > 0 || "ok".equals(result.getKey()))
            .map(result -> result.getKey() + " " + count(result.getValue()))
            .collect(Collectors.joining(", ")));
  }

  private static String errors(final LoadResult.Errors errors) {
    return row(
        "errors",
        Words.text(
            "connect %d, timeout %d, reset %d, protocol %d",
            errors.connect(), errors.timeout(), errors.reset(), errors.protocol()));
  }

  private static String generator(final LoadResult result) {
    final LoadResult.Generator generator = result.generator();
    return row(
        "generator",
        Words.text(
            "sending threads used %s of their CPU%s and allocated %s bytes, collections paused %s",
            percent(result.cpuShare()),
            lag(generator, result.cpuShare()),
            count(generator.allocatedBytes()),
            time(generator.gcPauseNs())));
  }

  private static String lag(final LoadResult.Generator generator, final double cpuShare) {
    if (generator.scheduleLagNs() == null) {
      return "";
    }
    return Words.text(
        " (%s waiting for what is due), lagged p99 %s, max %s, were away for %s",
        percent(cpuShare * generator.spinNs() / Math.max(1, generator.cpuNs())),
        time(generator.scheduleLagNs().p99()),
        time(generator.scheduleLagNs().max()),
        time(generator.stallNs()));
  }

  private static String row(final String name, final String words) {
    return Words.text("%-10s %s", name, words);
  }

  static String address(final LoadResult.Target target) {
    return new Target(target.host(), target.port()).toString();
  }

  private static String plural(final int count, final String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
