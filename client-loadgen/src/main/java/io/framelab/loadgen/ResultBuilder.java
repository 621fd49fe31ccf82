package io.framelab.loadgen;

import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.ServerSide;
import io.framelab.loadgen.report.Spectrum;
import io.framelab.loadgen.report.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Puts a result together from what the transceiver counted and the stopwatch measured. */
final class ResultBuilder {
  private final LoadConfig config;
  private final Transceiver transceiver;
  private final Stopwatch stopwatch;

  ResultBuilder(final LoadConfig config, final Transceiver transceiver, final Stopwatch stopwatch) {
    this.config = config;
    this.transceiver = transceiver;
    this.stopwatch = stopwatch;
  }

  LoadResult build(final Instant startedAt, final ServerSide server, final List<String> rigNotes) {
    final LoadTotals measured = stopwatch.measuredTotals();
    final List<String> invalidReasons = invalidReasons(measured);
    return new LoadResult(
        LoadResult.SCHEMA_VERSION,
        Environment.tool(),
        Environment.env(),
        startedAt.toString(),
        ConfigEcho.target(config),
        ConfigEcho.of(config),
        new LoadResult.Timing(stopwatch.warmupNs(), stopwatch.measuredNs()),
        throughput(measured),
        latency(),
        verify(),
        errors(),
        generator(measured),
        server,
        stopwatch.intervals().stream().map(ResultBuilder::interval).toList(),
        List.of(),
        invalidReasons.isEmpty(),
        invalidReasons,
        notes(measured, rigNotes));
  }

  private List<String> invalidReasons(final LoadTotals measured) {
    final List<String> reasons = new ArrayList<>();
    final LoadFailures failures = transceiver.failures();
    if (failures.firstViolation() != null) {
      reasons.add(failures.firstViolation());
    }
    if (failures.firstError() != null) {
      reasons.add(failures.firstError());
    }
    if (reasons.isEmpty() && config.isOpenLoop() && stopwatch.hasMeasured()) {
      reasons.addAll(judge(measured).faults());
    }
    if (measured.acked() == 0 && stopwatch.measuredTimes().service.getTotalCount() == 0) {
      reasons.add(
          config.isOpenLoop()
              ? "no ack came in the measured time, nor of what was intended in it"
              : "no ack came in the measured time");
    }
    return reasons;
  }

  private OpenLoopJudge judge(final LoadTotals measured) {
    final Times times = stopwatch.measuredTimes();
    return new OpenLoopJudge(
        config.rate().perSec(),
        config.rate().arrival(),
        measured.sent(),
        stopwatch.sendingNs(),
        times.lag.getValueAtPercentile(99),
        times.response.getValueAtPercentile(99),
        share(measured.cpuNs() - measured.spinNs()),
        stopwatch.measuredGcPauseNs(),
        measured.stallNs() / config.threads(),
        blockedShare(measured),
        held(),
        unsent());
  }

  private double blockedShare(final LoadTotals measured) {
    final double perConnectionNs = (double) measured.blockedNs() / config.connections();
    return Math.min(1, perConnectionNs / Math.max(1, stopwatch.measuredNs()));
  }

  private double share(final long cpuNs) {
    return (double) cpuNs / Math.max(1, stopwatch.measuredNs()) / config.threads();
  }

  /** Counted when they leave or are given up, which may be behind the measured time. */
  private long held() {
    return transceiver.totals().held();
  }

  /** Counted when the schedule is given up, which is behind the measured time. */
  private long unsent() {
    return transceiver.totals().unsent();
  }

  private List<String> notes(final LoadTotals measured, final List<String> rigNotes) {
    final List<String> notes = new ArrayList<>();
    if (config.isOpenLoop()) {
      final String limited = stopwatch.hasMeasured() ? judge(measured).serverLimited() : null;
      if (limited != null) {
        notes.add(limited);
      }
    } else {
      notes.add(
          "closed loop: requests that had to wait before they were sent are not seen (coordinated omission)");
    }
    final double share = share(measured.cpuNs() - measured.spinNs());
    if (!config.isOpenLoop() && LoadResult.isGeneratorBound(share)) {
      notes.add(
          "generator-bound: the sending threads used "
              + Words.percent(share)
              + " of their CPU; the server may be able to do more");
    }
    final long failed = transceiver.results(AckResult.FAILED);
    if (failed > 0) {
      notes.add(
          "the server's handler failed on "
              + Words.count(failed)
              + " Submits; their acks count, see results");
    }
    notes.addAll(rigNotes);
    return notes;
  }

  private LoadResult.Throughput throughput(final LoadTotals measured) {
    final double seconds = Math.max(1, stopwatch.measuredNs()) / 1e9;
    return new LoadResult.Throughput(
        config.isOpenLoop() ? (double) config.rate().perSec() : null,
        measured.sent() / seconds,
        measured.acked() / seconds,
        held(),
        unsent(),
        measured.bytesIn(),
        measured.bytesOut());
  }

  private LoadResult.LatencyNs latency() {
    final Times times = stopwatch.measuredTimes();
    return new LoadResult.LatencyNs(
        times.response == null ? null : Spectrum.of(times.response), Spectrum.of(times.service));
  }

  private LoadResult.Generator generator(final LoadTotals measured) {
    final Histogram lag = stopwatch.measuredTimes().lag;
    return new LoadResult.Generator(
        measured.cpuNs(),
        measured.spinNs(),
        lag == null ? null : new LoadResult.Lag(lag.getValueAtPercentile(99), lag.getMaxValue()),
        config.isOpenLoop() ? measured.stallNs() : null,
        stopwatch.measuredGcPauseNs(),
        measured.allocatedBytes());
  }

  private LoadResult.Verify verify() {
    final LoadTotals totals = transceiver.totals();
    final LoadFailures failures = transceiver.failures();
    final Map<String, Long> results = new LinkedHashMap<>();
    for (final AckResult result : AckResult.values()) {
      results.put(result.label(), transceiver.results(result));
    }
    return new LoadResult.Verify(
        totals.sent(),
        totals.acked(),
        totals.inFlight(),
        failures.violations(ViolationKind.DUPLICATE),
        failures.violations(ViolationKind.REORDERED),
        failures.violations(ViolationKind.BAD_ID) + failures.violations(ViolationKind.NEVER_SENT),
        results);
  }

  private LoadResult.Errors errors() {
    final LoadFailures failures = transceiver.failures();
    return new LoadResult.Errors(0, failures.timeouts(), failures.resets(), failures.violations());
  }

  private static LoadResult.Interval interval(final IntervalSnapshot snapshot) {
    return new LoadResult.Interval(
        snapshot.elapsedNs(),
        snapshot.lengthNs(),
        snapshot.sentPerSec(),
        snapshot.ackedPerSec(),
        snapshot.inFlight(),
        snapshot.p50Ns(),
        snapshot.p99Ns(),
        snapshot.maxNs(),
        snapshot.lagNs() < 0 ? null : snapshot.lagNs());
  }
}
