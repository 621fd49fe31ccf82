package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.compare.FlagChecks;
import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.cli.Range;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.stats.SliceDesign;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The flags of {@code framelab ladder --thorough}. Filled by picocli. */
final class ThoroughFlags {
  private static final Pattern SHAPE = Pattern.compile("\\s*c=(\\d{1,9}),w=(\\d{1,9})\\s*");

  @Option(
      names = "--thorough",
      description =
          "compare each engine with the one it comes from, by slices of the same load by turns:"
              + " intervals, verdicts and an A/A control; half an hour")
  boolean thorough;

  @Option(
      names = "--shapes",
      paramLabel = "SHAPES",
      description =
          "with --thorough: shapes of load to compare under, such as 'c=100,w=100;c=100,w=1', in"
              + " place of --connections and --window")
  private String shapes;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "with --thorough: a kept result to hold every step against; ends with 5 if one is worse")
  Path baseline;

  @Option(
      names = "--resume",
      description =
          "with --thorough: go on where one ended early, though the jar's commit says nothing; of"
              + " the same config and a clean commit it goes on anyway")
  boolean resume;

  @Option(
      names = "--turns",
      hidden = true,
      defaultValue = "" + SliceDesign.TURNS,
      description = "with --thorough: turns of a round")
  private int turns;

  @Option(
      names = "--slice",
      hidden = true,
      defaultValue = SliceDesign.SLICE,
      description = "with --thorough: load at a time")
  private Duration slice;

  @Option(
      names = "--slice-warmup",
      hidden = true,
      defaultValue = SliceDesign.WARMUP,
      description = "with --thorough: load for each process before its first slice")
  private Duration warmup;

  /** Refuses what only makes sense with {@code --thorough}. */
  void check() {
    if (!thorough && (shapes != null || baseline != null || resume)) {
      throw RunFailure.usage("--shapes, --baseline and --resume need --thorough");
    }
  }

  /**
   * How slices are dealt out, for each shape.
   *
   * @param rounds that the user asked for; null for the design's.
   * @param ladder whose payload they have, and whose shape unless others were asked for.
   */
  List<CompareResult.Config> configs(final Integer rounds, final LadderConfig ladder) {
    final int count = rounds == null ? SliceDesign.ROUNDS : rounds;
    FlagChecks.slices(count, turns, slice, "--slice-warmup", warmup);
    final List<CompareResult.Config> configs = new ArrayList<>();
    if (shapes == null) {
      configs.add(config(count, ladder.connections(), ladder.window(), ladder.payload()));
      return configs;
    }
    // With an empty last one: a semicolon too many is a mistake as well.
    for (final String shape : shapes.split(";", -1)) {
      final Matcher found = SHAPE.matcher(shape);
      if (!found.matches()) {
        throw RunFailure.usage("--shapes '" + shapes + "': expected c=100,w=100;c=100,w=1");
      }
      final int connections = Integer.parseInt(found.group(1));
      Range.check("--shapes c", connections, 1, Integer.MAX_VALUE);
      configs.add(config(count, connections, Integer.parseInt(found.group(2)), ladder.payload()));
    }
    return configs;
  }

  private CompareResult.Config config(
      final int rounds, final int connections, final int window, final String payload) {
    return new CompareResult.Config(
        rounds, turns, warmup.toNanos(), slice.toNanos(), connections, window, payload);
  }
}
