package io.framelab.benchmarks.ladder;

import io.framelab.cli.RunFailure;
import io.framelab.loadgen.Arrival;
import io.framelab.loadgen.LoadListener;
import io.framelab.loadgen.LoadRig;
import io.framelab.loadgen.SendRate;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.RunVerdict;
import io.framelab.loadgen.report.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Loads every server at the same rate, which is one that all can keep, and looks at how long its
 * acks take: comparing latency at each server's own maximum would compare queues. One thread runs
 * it.
 */
final class RateSitting {
  /** Of what the slowest does in a closed loop. */
  private static final double SHARE = 0.5;

  private final LadderConfig config;
  private final Progress progress;

  RateSitting(final LadderConfig config, final Progress progress) {
    this.config = config;
    this.progress = progress;
  }

  /**
   * Runs each.
   *
   * @param rungs those that work.
   * @param ladder what they did in a closed loop.
   * @param notes where it says which failed.
   */
  RateRuns run(final List<Rung> rungs, final LadderResult ladder, final List<String> notes)
      throws InterruptedException {
    final double slowest =
        ladder.summary().stream()
            .filter(standing -> standing.acksPerSec() != null)
            .mapToDouble(standing -> standing.acksPerSec().min())
            .min()
            .orElse(0);
    final long rate = Math.max(1, (long) (slowest * SHARE));
    final List<RateRun> runs = new ArrayList<>();
    try (LiveProcesses processes = new LiveProcesses()) {
      for (final Rung rung : rungs) {
        progress.step(rung.title() + " at " + rate + "/s");
        try {
          run(rung, rate, processes).ifPresentOrElse(runs::add, () -> notes.add(failed(rung)));
        } catch (final RunFailure e) {
          if (processes.isClosed()) {
            throw e;
          }
          notes.add(failed(rung) + ": " + e.getMessage());
        }
      }
    }
    return new RateRuns(rate, config.durationNs(), runs);
  }

  private static String failed(final Rung rung) {
    return rung.title() + " failed at a rate of its own";
  }

  private Optional<RateRun> run(final Rung rung, final long rate, final LiveProcesses processes)
      throws InterruptedException {
    try (ServerProcess server = ServerProcess.start(rung, Ports.any(rung), processes)) {
      final LoadResult result =
          LoadRig.run(
              config.load(server.port()).rate(new SendRate(rate, Arrival.UNIFORM)),
              LoadListener.NONE);
      server.stop();
      final RunVerdict verdict = RunVerdict.of(result);
      final Spectrum response = result.latencyNs().response();
      if (response == null || verdict == RunVerdict.VIOLATED || verdict == RunVerdict.FAILED) {
        return Optional.empty();
      }
      return Optional.of(
          new RateRun(
              rung.name(),
              result.throughput().ackedPerSec(),
              response.p50(),
              response.p99(),
              response.p999(),
              response.max(),
              result.valid(),
              result.invalidReasons()));
    }
  }
}
