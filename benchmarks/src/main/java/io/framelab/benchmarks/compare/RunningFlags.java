package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.output.Progress;
import io.framelab.cli.Range;
import io.framelab.cli.RunFailure;
import io.framelab.cli.Terminal;
import io.framelab.loadgen.report.Comparison.Shape;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Flags of a comparison of servers that are up already. Filled by picocli. */
final class RunningFlags {
  private static final int MAX_PAIRS = 10_000;

  @Option(
      names = "--running",
      paramLabel = "NAME=PORT:PID",
      description = "first A, then B: servers of this machine that are up already; prints one line")
  private List<String> running;

  @Option(
      names = "--pairs",
      defaultValue = "15",
      paramLabel = "N",
      description = "of slices, with --running")
  private int pairs;

  @Option(
      names = {"-R", "--rate"},
      paramLabel = "N",
      description = "Submits per second to each server in its slices (open loop), with --running")
  private Long rate;

  /** Whether servers that are up are to be compared. */
  boolean given() {
    return running != null;
  }

  /**
   * Compares.
   *
   * @param shape of the load.
   * @param slice of load at a time.
   * @param warmup for each before its first slice.
   * @return a line without its end.
   * @throws RunFailure for the user.
   */
  String compare(final Shape shape, final Duration slice, final Duration warmup) {
    if (running.size() != 2) {
      throw RunFailure.usage("expected two --running");
    }
    Range.check("--pairs", pairs, 1, MAX_PAIRS);
    final RunningServer a = RunningServer.parse(running.get(0));
    final RunningServer b = RunningServer.parse(running.get(1));
    final PairSitting sitting =
        new PairSitting(shape, rate, pairs, slice.toNanos(), warmup.toNanos());
    final Progress progress = new Progress(System.err, Terminal.stderrIsTerminal());
    return PairLine.of(a.name(), b.name(), sitting, sitting.run(a, b, progress));
  }
}
