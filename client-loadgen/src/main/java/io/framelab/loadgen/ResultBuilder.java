package io.framelab.loadgen;

import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.Spectrum;
import io.framelab.loadgen.report.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  LoadResult build(final Instant startedAt, final List<String> rigNotes) {
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
        new LoadResult.LatencyNs(Spectrum.of(stopwatch.measuredServiceTimes())),
        verify(),
        errors(),
        new LoadResult.Generator(
            measured.cpuNs(), stopwatch.measuredGcPauseNs(), measured.allocatedBytes()),
        stopwatch.intervals().stream().map(ResultBuilder::interval).toList(),
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
    if (measured.acked() == 0) {
      reasons.add("no ack came in the measured window");
    }
    return reasons;
  }

  private List<String> notes(final LoadTotals measured, final List<String> rigNotes) {
    final List<String> notes = new ArrayList<>();
    notes.add(
        "closed loop: requests that had to wait before they were sent are not seen (coordinated omission)");
    final double share =
        (double) measured.cpuNs() / Math.max(1, stopwatch.measuredNs()) / config.threads();
    if (LoadResult.isGeneratorBound(share)) {
      notes.add(
          "generator-bound: the sending threads used "
              + Words.percent(share)
              + " of their CPU; the server may be able to do more");
    }
    notes.addAll(rigNotes);
    return notes;
  }

  private LoadResult.Throughput throughput(final LoadTotals measured) {
    final double seconds = Math.max(1, stopwatch.measuredNs()) / 1e9;
    return new LoadResult.Throughput(
        null,
        measured.sent() / seconds,
        measured.acked() / seconds,
        measured.bytesIn(),
        measured.bytesOut());
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
        snapshot.maxNs());
  }
}
