package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.benchmarks.output.TimeLeft;
import io.framelab.benchmarks.process.LiveProcesses;
import io.framelab.benchmarks.process.Repository;
import io.framelab.benchmarks.process.Rung;
import io.framelab.cli.BuildInfo;
import io.framelab.cli.CommandRunner;
import io.framelab.cli.ExitCode;
import io.framelab.cli.OutFile;
import io.framelab.cli.RunFailure;
import io.framelab.cli.Terminal;
import io.framelab.loadgen.Environment;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

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
      "Of two servers that are up already, one start of each and no control (--running): a line for",
      "scripts, without a verdict:",
      "  framelab compare --running a=8888:4711 --running b=8890:4712",
      "Of two files or folders A B: results that ladder --thorough or compare kept, folders of",
      "results of load, or JSON of JMH.",
      "",
      "Ends with 5 if B is worse."
    })
public final class CompareMain implements Callable<Integer> {
  /** Flags that shape a load; kept figures have theirs. */
  private static final List<String> OF_LOAD =
      List.of(
          "--connections", "--window", "--payload", "--rounds", "--turns", "--slice", "--warmup");

  /** Flags of servers that somebody else has started. */
  private static final List<String> OF_RUNNING = List.of("--pairs", "--rate");

  /** Flags that need fresh processes, or a result that is kept. */
  private static final List<String> OF_FRESH =
      List.of("--rounds", "--turns", "--out", "--save", "--format");

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..2", paramLabel = "FILE", description = "what was kept of A and of B")
  private List<Path> files;

  @Option(
      names = "--server",
      paramLabel = "NAME=COMMAND",
      description = "first A, then B; {port} in the command is where it must listen")
  private List<String> servers;

  @Mixin private RunningFlags running;

  @Mixin private ShapeFlags shape;

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

  /** What ended a comparison of servers before its last round; null if nothing did. */
  private RunFailure endedBy;

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
  public Integer call() throws InterruptedException {
    if (running.given()) {
      compareRunning();
      return ExitCode.OK;
    }
    refuse(OF_RUNNING, " needs two --running");
    final boolean live = servers != null;
    if (live == (files != null) || (live ? servers : files).size() != 2) {
      throw RunFailure.usage("expected two --server, or two files or folders");
    }
    if (!live) {
      refuse(OF_LOAD, " needs two --server: files have their own load");
    }
    OutFile.check(out);
    if (save) {
      ResultFiles.checkKept(Repository.find().keptFolder());
    }
    final ShutdownGrace grace = new ShutdownGrace();
    try {
      final CompareResult result =
          live ? ofServers() : FileComparison.of(files.get(0), files.get(1));
      print(result);
      keep(result);
      if (endedBy != null) {
        throw endedBy;
      }
      return exitCode(result.comparisons());
    } finally {
      grace.end();
    }
  }

  private void refuse(final List<String> flags, final String why) {
    final ParseResult parsed = spec.commandLine().getParseResult();
    flags.stream()
        .filter(parsed::hasMatchedOption)
        .findFirst()
        .ifPresent(
            flag -> {
              throw RunFailure.usage(flag + why);
            });
  }

  private void compareRunning() {
    if (servers != null || files != null) {
      throw RunFailure.usage("expected two --running, and no other server or file");
    }
    refuse(OF_FRESH, " does not go with --running, which prints one line");
    FlagChecks.slice(slice, "--warmup", warmup);
    System.out.println(running.compare(shape.shape(), slice, warmup));
  }

  /**
   * What comparisons make a verb end with.
   *
   * @param comparisons all of them.
   * @return 5 if anything became worse.
   */
  public static int exitCode(final List<Comparison> comparisons) {
    return comparisons.stream().anyMatch(it -> it.verdict() == Verdict.WORSE)
        ? ExitCode.REGRESSION
        : ExitCode.OK;
  }

  private CompareResult ofServers() throws InterruptedException {
    final CompareResult.Config config = config();
    final Pair pair = new Pair(Rung.foreign(servers.get(0)), Rung.foreign(servers.get(1)), null);
    if (pair.a().name().equals(pair.b().name())) {
      throw RunFailure.usage("two servers are called '" + pair.a().name() + "'");
    }
    final String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    final Progress progress = new Progress(System.err, Terminal.stderrIsTerminal());
    try (LiveProcesses processes = new LiveProcesses()) {
      final TimeLeft timeLeft = new TimeLeft(rounds, Comparer.loadNs(config));
      final Comparer comparer = new Comparer(config, processes, progress, timeLeft);
      final Comparison comparison = comparer.compare(pair);
      endedBy = comparer.endedBy();
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
    FlagChecks.slices(rounds, turns, slice, "--warmup", warmup);
    final Comparison.Shape load = shape.shape();
    return new CompareResult.Config(
        rounds,
        turns,
        warmup.toNanos(),
        slice.toNanos(),
        load.connections(),
        load.window(),
        load.payload());
  }

  private void print(final CompareResult result) {
    final PrintStream utf8 = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    switch (format) {
      case json -> utf8.print(ResultFiles.json(result));
      case markdown -> utf8.print(ComparePage.markdown(result));
      case text -> ComparePage.text(result).forEach(utf8::println);
    }
  }

  /** It is printed by then; so that the reason is told, and not only a path. */
  private void keep(final CompareResult result) {
    try {
      if (out != null) {
        Files.writeString(out, ResultFiles.json(result));
      }
    } catch (final IOException e) {
      throw new RunFailure(ExitCode.FAILED, "cannot write the result to " + out + ": " + e, e);
    }
    if (save) {
      final String name = ResultFiles.keptName(result.startedAt(), result.env()) + "-compare";
      final Path kept =
          ResultFiles.keep(Repository.find().keptFolder(), name, ResultFiles.json(result), null);
      System.err.println("kept as " + kept);
    }
  }
}
