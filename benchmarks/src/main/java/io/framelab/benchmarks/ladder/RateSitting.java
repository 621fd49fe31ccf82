package io.framelab.benchmarks.ladder;

import io.framelab.cli.RunFailure;
import java.util.ArrayList;
import java.util.List;

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
  private final Problems problems;

  /**
   * Prepares.
   *
   * @param config of the load, but for its rate.
   * @param progress is told of each server.
   * @param problems where it says which failed, and why.
   */
  RateSitting(final LadderConfig config, final Progress progress, final Problems problems) {
    this.config = config;
    this.progress = progress;
    this.problems = problems;
  }

  /**
   * Runs each.
   *
   * @param rungs those that work.
   * @param ladder what they did in a closed loop.
   * @param notes where it says to a reader which failed.
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
      final Runner runner = new Runner(config, processes);
      for (final Rung rung : rungs) {
        progress.step(rung.title() + " at " + rate + "/s");
        try {
          runs.add(runner.runAtRate(rung, rate));
        } catch (final RunFailure e) {
          if (processes.isClosed()) {
            throw e;
          }
          problems.add(rung, e);
          final String text = "at " + rate + "/s over all connections, " + e.getMessage();
          notes.add(text);
          progress.line(text);
        }
      }
    }
    return new RateRuns(rate, config.durationNs(), runs);
  }
}
