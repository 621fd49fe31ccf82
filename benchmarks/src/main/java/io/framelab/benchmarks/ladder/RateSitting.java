package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.benchmarks.ladder.result.LadderResult;
import io.framelab.benchmarks.ladder.result.RateRun;
import io.framelab.benchmarks.ladder.result.RateRuns;
import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.process.LiveProcesses;
import io.framelab.benchmarks.process.Rung;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Loads every server at the same rate and looks at how long its acks take: comparing latency at
 * each server's own maximum would compare queues. The rate is lowered until all keep it, and the
 * load generator with each of them. One thread runs it.
 */
final class RateSitting {
  /** Of what the slowest does in a closed loop: the rate that is tried first. */
  private static final double SHARE = 0.5;

  /**
   * A rate that somebody does not keep is divided by this. On few cores that is often the load
   * generator: servers that take all of them leave it none.
   */
  private static final int LOWER = 4;

  /** After that the rate stands, and who does not keep it is marked: a 128th of the slowest. */
  private static final int MAX_LOWERED = 3;

  /**
   * A machine that stood still for a moment makes a run invalid as well: it gets another chance.
   */
  private static final int TRIES = 2;

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
    final List<Rung> working = new ArrayList<>(rungs);
    long rate = Math.max(1, (long) (slowest * SHARE));
    for (int lowered = 0; lowered < MAX_LOWERED && rate >= LOWER; lowered++) {
      final List<RateRun> runs = new ArrayList<>();
      if (runAll(working, rate, runs, notes, run -> run.doubt().isEmpty())) {
        return new RateRuns(rate, config.durationNs(), runs);
      }
      rate /= LOWER;
    }
    final List<RateRun> runs = new ArrayList<>();
    runAll(working, rate, runs, notes, run -> true);
    return new RateRuns(rate, config.durationNs(), runs);
  }

  /** Runs each until one does not pass, and returns whether all did. Who fails is out for good. */
  private boolean runAll(
      final List<Rung> working,
      final long rate,
      final List<RateRun> runs,
      final List<String> notes,
      final Predicate<RateRun> passes)
      throws InterruptedException {
    try (LiveProcesses processes = new LiveProcesses()) {
      final Runner runner = new Runner(config, processes);
      for (final Rung rung : List.copyOf(working)) {
        progress.step(rung.title() + " at " + Words.count(rate) + "/s");
        try {
          runs.add(run(runner, rung, rate));
        } catch (final RunFailure e) {
          if (processes.isClosed()) {
            throw e;
          }
          working.remove(rung);
          tell(rung, rate, e, notes);
          continue;
        }
        if (!passes.test(runs.get(runs.size() - 1))) {
          return false;
        }
      }
    }
    return true;
  }

  private void tell(
      final Rung rung, final long rate, final RunFailure failure, final List<String> notes) {
    problems.add(rung, failure);
    final String text = "at " + rate + "/s over all connections, " + failure.getMessage();
    notes.add(text);
    progress.line(text);
  }

  private static RateRun run(final Runner runner, final Rung rung, final long rate)
      throws InterruptedException {
    RateRun run = runner.runAtRate(rung, rate);
    for (int tries = 1; tries < TRIES && !run.valid(); tries++) {
      run = runner.runAtRate(rung, rate);
    }
    return run;
  }
}
