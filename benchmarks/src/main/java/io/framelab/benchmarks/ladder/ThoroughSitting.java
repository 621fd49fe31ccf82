package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.compare.CompareMain;
import io.framelab.benchmarks.compare.ComparisonTable;
import io.framelab.benchmarks.compare.Differences;
import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.benchmarks.ladder.result.LadderResult;
import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.process.Rung;
import io.framelab.cli.BuildInfo;
import io.framelab.cli.ExitCode;
import io.framelab.loadgen.Environment;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.LoadResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A thorough ladder at the command line: what it goes on from, and what a kept result says of it.
 * The main thread only.
 */
final class ThoroughSitting {
  /** How a commit ends that does not tell what was built. */
  private static final List<String> UNTOLD = List.of("-dirty", "unknown");

  private final ThoroughFlags flags;
  private final Rungs rungs;
  private final LadderConfig config;
  private final Path folder;
  private final Progress progress;
  private PartialResult partial;
  private Thorough thorough;
  private Baseline baseline;

  ThoroughSitting(
      final ThoroughFlags flags,
      final Rungs rungs,
      final LadderConfig config,
      final Path folder,
      final Progress progress) {
    this.flags = flags;
    this.rungs = rungs;
    this.config = config;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * What has to be the same for parts to belong together.
   *
   * @param commit of the jar.
   * @param env the machine and the JDK.
   * @param config of the whole processes.
   * @param configs of the slices.
   * @param servers all of them, with their commands.
   * @param files that those commands name which no commit tells of.
   */
  private record Identity(
      String commit,
      LoadResult.Env env,
      LadderConfig config,
      List<CompareResult.Config> configs,
      List<Rung> servers,
      List<ForeignFile> files) {}

  /**
   * Runs it, or what is left of it.
   *
   * @param ladders make one of some servers as whole processes.
   * @param rounds that the user asked for, or null.
   */
  LadderResult run(final Function<Rungs, Ladder> ladders, final Integer rounds)
      throws InterruptedException {
    final List<CompareResult.Config> configs = flags.configs(rounds, config);
    final String commit = BuildInfo.commit();
    final boolean trusted = flags.resume || UNTOLD.stream().noneMatch(commit::endsWith);
    thorough = new Thorough(rungs, configs, progress);
    // Whoever waits for half an hour must not learn at its end that this is no baseline.
    baseline = flags.baseline == null ? null : Baseline.read(flags.baseline, thorough.planned());
    if (baseline != null) {
      baseline.doubts().forEach(progress::line);
    }
    partial =
        PartialResult.open(
            folder,
            new Identity(
                commit,
                Environment.env(),
                config,
                configs,
                rungs.rungs(),
                ForeignFile.of(rungs.rungs())),
            trusted,
            progress::line);
    return thorough.run(ladders, partial);
  }

  /** The result is where it belongs; nothing is left to go on from, unless something failed. */
  void written() {
    if (thorough.isWhole()) {
      partial.remove();
    } else {
      progress.line(
          "what was measured is kept: the same again runs what failed; to begin anew, remove "
              + partial.path());
    }
  }

  /** What went wrong, with whole processes too. */
  Problems problems() {
    return thorough.problems();
  }

  /** Shows what the steps came to. */
  void show(final PrintStream out) {
    out.println();
    ComparisonTable.text(thorough.comparisons()).forEach(out::println);
  }

  /**
   * Holds the steps against the baseline, if there is one.
   *
   * @param out for the table.
   * @return 5 if a step is worse than it was.
   */
  int judge(final PrintStream out) {
    if (baseline == null) {
      return ExitCode.OK;
    }
    final Path newer = folder.resolve("ladder.json");
    final Differences differences = baseline.judge(newer);
    out.println("\nagainst " + flags.baseline + ":");
    ComparisonTable.text(differences.comparisons()).forEach(out::println);
    differences.notes().forEach(out::println);
    baseline.notes(newer).forEach(out::println);
    return CompareMain.exitCode(differences.comparisons());
  }
}
