package io.framelab.benchmarks.ladder;

import io.framelab.cli.BuildInfo;
import io.framelab.cli.CommandRunner;
import io.framelab.cli.Durations;
import io.framelab.cli.ExitCode;
import io.framelab.cli.Range;
import io.framelab.cli.RunFailure;
import io.framelab.cli.Terminal;
import io.framelab.loadgen.Environment;
import io.framelab.loadgen.PayloadMix;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.stats.SliceDesign;
import io.framelab.loadgen.stats.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code framelab compare}. Started once, by the main thread. */
@Command(
    name = "framelab compare",
    description = {
      "Says whether B is better or worse than A, or that no difference is shown.",
      "",
      "Of two servers: both are up at once, with a second A as control, and slices of the same load",
      "go to them by turns; what is compared is the CPU time that they take for a request:",
      "  framelab compare --server 'a=./framelab serve --port {port} --metrics off' \\",
      "                   --server 'b=/path/to/yours {port}'",
      "Of two files or folders A B: results that ladder --thorough or compare kept, folders of",
      "results of load, or JSON of JMH.",
      "",
      "Ends with 5 if B is worse."
    })
public final class CompareMain implements Callable<Integer> {
  private static final int MAX_ROUNDS = 1_000;

  /** Two rounds are the least that an interval can be made of. */
  private static final int MIN_ROUNDS = 2;

  private static final Duration MIN_SLICE = Duration.ofMillis(50);

  private static final Duration MAX_SLICE = Duration.ofMinutes(1);

  @Parameters(arity = "0..2", paramLabel = "FILE", description = "what was kept of A and of B")
  private List<Path> files;

  @Option(
      names = "--server",
      paramLabel = "NAME=COMMAND",
      description = "first A, then B; {port} in the command is where it must listen")
  private List<String> servers;

  @Option(
      names = {"-c", "--connections"},
      defaultValue = "100",
      paramLabel = "N",
      description = "to each server")
  private int connections;

  @Option(
      names = {"-w", "--window"},
      defaultValue = "100",
      paramLabel = "N",
      description = "unacknowledged Submits on one connection; 0 floods")
  private int window;

  @Option(
      names = {"-s", "--payload"},
      defaultValue = "18",
      paramLabel = "SIZE",
      description = "bytes, or a mix such as 64:80,1024:20")
  private String payload;

  @Option(
      names = "--rounds",
      defaultValue = "" + SliceDesign.ROUNDS,
      paramLabel = "N",
      description = "each with fresh processes")
  private int rounds;

  @Option(
      names = "--turns",
      defaultValue = "" + SliceDesign.TURNS,
      paramLabel = "N",
      hidden = true,
      description = "of each round; every server gets a slice in every turn")
  private int turns;

  @Option(
      names = "--slice",
      defaultValue = SliceDesign.SLICE,
      paramLabel = "TIME",
      description = "of load at a time")
  private Duration slice;

  @Option(
      names = "--warmup",
      defaultValue = SliceDesign.WARMUP,
      paramLabel = "TIME",
      description = "of load for each process before its first slice")
  private Duration warmup;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "write the result there as JSON, with every slice")
  private Path out;

  @Option(names = "--save", description = "keep the result in benchmarks/results")
  private boolean save;

  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      description = "what to print: ${COMPLETION-CANDIDATES}")
  private Format format;

  /** How the result is printed. */
  enum Format {
    /** For a terminal. */
    text,
    /** For a page. */
    markdown,
    /** For programs. */
    json
  }

  /**
   * Runs it and ends the process.
   *
   * @param args as the user typed them.
   */
  public static void main(final String[] args) {
    System.exit(CommandRunner.flagsOnly().run(new CompareMain(), args));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    final boolean live = servers != null;
    if (live == (files != null) || (live ? servers : files).size() != 2) {
      throw RunFailure.usage("expected two --server, or two files or folders");
    }
    final CompareResult result = live ? ofServers() : FileComparison.of(files.get(0), files.get(1));
    print(result);
    keep(result);
    return exitCode(result.comparisons());
  }

  /** 5 if anything became worse. */
  static int exitCode(final List<Comparison> comparisons) {
    return comparisons.stream().anyMatch(it -> it.verdict() == Verdict.WORSE)
        ? ExitCode.REGRESSION
        : ExitCode.OK;
  }

  private CompareResult ofServers() throws InterruptedException {
    final CompareResult.Config config = config();
    final Contest contest =
        new Contest(Rung.foreign(servers.get(0)), Rung.foreign(servers.get(1)), null);
    if (contest.a().name().equals(contest.b().name())) {
      throw RunFailure.usage("two servers are called '" + contest.a().name() + "'");
    }
    final String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    final Progress progress = new Progress(System.err, Terminal.stderrIsTerminal());
    try (LiveProcesses processes = new LiveProcesses()) {
      final TimeLeft timeLeft = new TimeLeft(rounds, Comparer.loadNs(config));
      final Comparer comparer = new Comparer(config, processes, progress, timeLeft);
      final Comparison comparison = comparer.compare(contest);
      return new CompareResult(
          CompareResult.SCHEMA_VERSION,
          CompareResult.KIND,
          tool(),
          Environment.env(),
          startedAt,
          config,
          comparer.servers(),
          comparer.notes(),
          List.of(comparison));
    } finally {
      progress.clear();
    }
  }

  /** What a result says that wrote it. */
  static LoadResult.Tool tool() {
    return new LoadResult.Tool("framelab-compare", BuildInfo.version(), BuildInfo.commit());
  }

  private CompareResult.Config config() {
    Range.check("--rounds", rounds, MIN_ROUNDS, MAX_ROUNDS);
    Range.check("--turns", turns, 1, MAX_ROUNDS);
    Range.check("--connections", connections, 1, Integer.MAX_VALUE);
    Range.check("--window", window, 0, Integer.MAX_VALUE);
    time("--slice", slice, MIN_SLICE);
    time("--warmup", warmup, Duration.ZERO);
    try {
      PayloadMix.parse(payload);
    } catch (final IllegalArgumentException e) {
      throw RunFailure.usage("--payload: " + e.getMessage());
    }
    return new CompareResult.Config(
        rounds, turns, warmup.toNanos(), slice.toNanos(), connections, window, payload);
  }

  private static void time(final String flag, final Duration asked, final Duration least) {
    if (asked.compareTo(least) < 0 || asked.compareTo(MAX_SLICE) > 0) {
      throw RunFailure.usage(
          "%s '%s': expected %s to %s"
              .formatted(
                  flag,
                  Durations.format(asked),
                  Durations.format(least),
                  Durations.format(MAX_SLICE)));
    }
  }

  private void print(final CompareResult result) throws IOException {
    final PrintStream utf8 = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    switch (format) {
      case json -> utf8.print(LadderFiles.json(result));
      case markdown -> utf8.print(ComparePage.markdown(result));
      case text -> ComparePage.text(result).forEach(utf8::println);
    }
  }

  private void keep(final CompareResult result) throws IOException {
    if (out != null) {
      Files.writeString(out, LadderFiles.json(result));
    }
    if (save) {
      final Path kept =
          Repository.find()
              .keptFolder()
              .resolve(LadderFiles.keptName(result.startedAt(), result.env()) + "-compare.json");
      Files.writeString(kept, LadderFiles.json(result));
      System.err.println("kept as " + kept);
    }
  }
}
