package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.compare.FlagChecks;
import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.benchmarks.process.LocalLoad;
import io.framelab.cli.Durations;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.Comparison.Shape;
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
      description = "with --thorough: turns of a round; " + SliceDesign.TURNS + " unless told")
  private Integer turns;

  @Option(
      names = "--slice",
      hidden = true,
      description = "with --thorough: load at a time; " + SliceDesign.SLICE + " unless told")
  private Duration slice;

  @Option(
      names = "--slice-warmup",
      hidden = true,
      description =
          "with --thorough: load for each process before its first slice; "
              + SliceDesign.WARMUP
              + " unless told")
  private Duration warmup;

  /** Refuses what only makes sense with {@code --thorough}. */
  void check() {
    check("--shapes", shapes != null);
    check("--baseline", baseline != null);
    check("--resume", resume);
    check("--turns", turns != null);
    check("--slice", slice != null);
    check("--slice-warmup", warmup != null);
  }

  private void check(final String flag, final boolean given) {
    if (given && !thorough) {
      throw RunFailure.usage(flag + " needs --thorough");
    }
  }

  /**
   * How slices are dealt out, for each shape.
   *
   * @param rounds that the user asked for; null for the design's.
   * @param ladder whose payload they have, and whose shape unless others were asked for.
   */
  List<CompareResult.Config> configs(final Integer rounds, final LadderConfig ladder) {
    final CompareResult.Config first = first(rounds, ladder);
    if (shapes == null) {
      return List.of(first);
    }
    final List<CompareResult.Config> configs = new ArrayList<>();
    // With an empty last one: a semicolon too many is a mistake as well.
    for (final String text : shapes.split(";", -1)) {
      final Shape shape = shape(text, ladder.payload());
      final CompareResult.Config config = with(shape, first);
      if (configs.contains(config)) {
        throw RunFailure.usage("--shapes '" + shapes + "': " + text.strip() + " is there twice");
      }
      configs.add(config);
    }
    return configs;
  }

  /** Of the shape that whole processes have. */
  private CompareResult.Config first(final Integer rounds, final LadderConfig ladder) {
    final int count = rounds == null ? SliceDesign.ROUNDS : rounds;
    final int each = turns == null ? SliceDesign.TURNS : turns;
    final Duration load = slice == null ? Durations.parse(SliceDesign.SLICE) : slice;
    final Duration before = warmup == null ? Durations.parse(SliceDesign.WARMUP) : warmup;
    FlagChecks.slices(count, each, load, "--slice-warmup", before);
    return new CompareResult.Config(
        count,
        each,
        before.toNanos(),
        load.toNanos(),
        ladder.connections(),
        ladder.window(),
        ladder.payload());
  }

  private static CompareResult.Config with(final Shape shape, final CompareResult.Config config) {
    return new CompareResult.Config(
        config.rounds(),
        config.turns(),
        config.warmupNs(),
        config.sliceNs(),
        shape.connections(),
        shape.window(),
        shape.payload());
  }

  private Shape shape(final String text, final String payload) {
    final Matcher found = SHAPE.matcher(text);
    if (!found.matches()) {
      throw RunFailure.usage("--shapes '" + shapes + "': expected c=100,w=100;c=100,w=1");
    }
    final Shape shape =
        new Shape(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)), payload);
    try {
      LocalLoad.check(shape);
      return shape;
    } catch (final RunFailure e) {
      throw RunFailure.usage("--shapes '" + shapes + "': " + e.getMessage());
    }
  }
}
