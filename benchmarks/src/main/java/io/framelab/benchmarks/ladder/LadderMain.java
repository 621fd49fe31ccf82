package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.compare.FlagChecks;
import io.framelab.benchmarks.compare.ShapeFlags;
import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.benchmarks.ladder.result.LadderFiles;
import io.framelab.benchmarks.ladder.result.LadderPage;
import io.framelab.benchmarks.ladder.result.LadderResult;
import io.framelab.benchmarks.ladder.result.LadderView;
import io.framelab.benchmarks.output.ProfileFiles;
import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.benchmarks.process.Repository;
import io.framelab.cli.CommandRunner;
import io.framelab.cli.Range;
import io.framelab.cli.Terminal;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.stats.SliceDesign;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code framelab ladder}. Started once, by the main thread. */
@Command(
    name = "framelab ladder",
    description = {
      "Loads every engine by turns, each as a fresh process, verifies every ack, and shows what",
      "each step of the ladder brings."
    })
public final class LadderMain implements Callable<Integer> {
  /** Of the verb, and of the files of its result, without what follows the dot. */
  private static final String NAME = "ladder";

  /** Of a quick ladder. */
  private static final int ROUNDS = 2;

  /** Less than this measures nothing but the clock tick in which CPU time is told. */
  private static final Duration MIN_DURATION = Duration.ofMillis(100);

  /** Keeps the time of all rounds together countable; a ladder for comparing needs seconds. */
  private static final Duration MAX_DURATION = Duration.ofHours(1);

  @Option(
      names = "--engines",
      split = ",",
      paramLabel = "NAME",
      description =
          "which engines, separated by commas; limit_server names the bare C server; all of them"
              + " unless told")
  private List<String> engines;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "in which every server has its turn: 2, and with --thorough "
              + SliceDesign.ROUNDS
              + " for each comparison, unless told")
  private Integer rounds;

  @Option(
      names = "--duration",
      defaultValue = "3s",
      paramLabel = "TIME",
      description = "of each measurement")
  private Duration duration;

  @Option(
      names = "--warmup",
      defaultValue = "2s",
      paramLabel = "TIME",
      description = "of load before each measurement")
  private Duration warmup;

  @Mixin private ShapeFlags shape;

  @Option(
      names = "--server",
      paramLabel = "NAME=COMMAND",
      description =
          "any other program that speaks the protocol; {port} in its command is where it must"
              + " listen; repeatable")
  private List<String> servers;

  @Option(
      names = "--any-port",
      description = "use free ports instead of 8888 and 8889, which a Prometheus may watch")
  private boolean anyPort;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where ladder.json and ladder.md go; target/ladder unless told")
  private Path out;

  @Option(names = "--save", description = "keep a copy in benchmarks/results")
  private boolean save;

  @Mixin private ThoroughFlags flags;

  @Mixin private ProfileFlags profiles;

  /**
   * Runs it and ends the process.
   *
   * @param args as the user typed them.
   */
  public static void main(final String[] args) {
    System.exit(CommandRunner.flagsOnly().run(new LadderMain(), args));
  }

  @Override
  public Integer call() throws InterruptedException {
    flags.check();
    profiles.check();
    final Repository repository = Repository.find();
    final LadderConfig config = config();
    final Path folder = out == null ? repository.resultFolder(NAME) : out;
    LadderFiles.check(folder, NAME);
    if (save) {
      ResultFiles.checkKept(repository.keptFolder());
    }
    final Rungs rungs = Rungs.choose(engines, servers, repository);
    final Progress progress = new Progress(System.err, Terminal.stderrIsTerminal());
    // Whatever the locale: a figure that is missing, and a range, are written with a dash.
    final PrintStream utf8 = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    final Function<Rungs, Ladder> ladders =
        some -> new Ladder(some, config, new LadderView(utf8, progress, some.rungs()));
    if (!flags.thorough) {
      final Ladder ladder = ladders.apply(rungs);
      final LadderResult result = ladder.run();
      write(result, folder, repository);
      profile(rungs, result, folder, progress);
      return ended(ladder.problems());
    }
    final ThoroughSitting sitting = new ThoroughSitting(flags, rungs, config, folder, progress);
    final LadderResult result = sitting.run(ladders, rounds);
    sitting.show(utf8);
    write(result, folder, repository);
    // While all that was measured is still kept: whoever is interrupted here has not lost it.
    profile(rungs, result, folder, progress);
    sitting.written();
    return Problems.worst(List.of(ended(sitting.problems()), sitting.judge(utf8)));
  }

  private void write(final LadderResult result, final Path folder, final Repository repository) {
    LadderFiles.write(result, folder, NAME);
    System.out.println("\nwritten to " + folder.resolve("ladder.md") + " and ladder.json");
    if (save) {
      final Path kept =
          ResultFiles.keep(
              repository.keptFolder(),
              ResultFiles.keptName(result.startedAt(), result.env()),
              ResultFiles.json(result),
              LadderPage.of(result));
      System.out.println("kept as " + kept);
      System.out.println("to show it in README and docs: ./framelab figures " + kept);
    }
  }

  /** The result is written once more then, with links to its profiles. */
  private void profile(
      final Rungs rungs, final LadderResult result, final Path folder, final Progress progress)
      throws InterruptedException {
    if (!profiles.profile) {
      return;
    }
    final LadderResult profiled =
        new ProfileSitting(result.config(), profiles.time(), folder, progress)
            .run(rungs.rungs(), result);
    LadderFiles.write(profiled, folder, NAME);
    final Path json = folder.resolve("ladder.json");
    System.out.println(
        "profiles are in "
            + folder.resolve(ProfileFiles.FOLDER)
            + (save ? "; what is kept in benchmarks/results has none" : "")
            + "; a page that links them: ./framelab report "
            + json);
  }

  private static int ended(final Problems problems) {
    problems.messages().forEach(line -> System.err.println("framelab ladder: " + line));
    return problems.exitCode();
  }

  private LadderConfig config() {
    final int whole = flags.thorough ? 1 : rounds == null ? ROUNDS : rounds;
    FlagChecks.rounds(whole);
    final Comparison.Shape load = shape.shape();
    Range.check("--duration", duration, MIN_DURATION, MAX_DURATION);
    Range.check("--warmup", warmup, Duration.ZERO, MAX_DURATION);
    return new LadderConfig(
        whole,
        warmup.toNanos(),
        duration.toNanos(),
        load.connections(),
        load.window(),
        load.payload(),
        anyPort);
  }
}
