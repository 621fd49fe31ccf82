package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.compare.Comparer;
import io.framelab.benchmarks.compare.ComparisonTable;
import io.framelab.benchmarks.compare.Pair;
import io.framelab.benchmarks.compare.SliceFigures;
import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.benchmarks.ladder.result.LadderResult;
import io.framelab.benchmarks.ladder.result.RateRuns;
import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.output.TimeLeft;
import io.framelab.benchmarks.process.LiveProcesses;
import io.framelab.benchmarks.process.Rung;
import io.framelab.benchmarks.process.Yardstick;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.stats.Round;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A ladder that settles what each step brings: every server once as a whole process, for memory,
 * collections and system calls; then each engine against the one it comes from by slices. Each part
 * is kept as soon as it is done. One thread runs it.
 */
final class Thorough {
  /** What people deploy, set against the yardstick. */
  private static final String DEPLOYED = "owned";

  private final Rungs rungs;
  private final List<CompareResult.Config> configs;
  private final Progress progress;
  private PartialResult partial;
  private final Problems problems = new Problems();
  private final List<String> notes = new ArrayList<>();

  /**
   * Prepares.
   *
   * @param rungs in the order of the result.
   * @param configs how slices are dealt out, for each shape.
   * @param progress is told how far it is.
   */
  Thorough(final Rungs rungs, final List<CompareResult.Config> configs, final Progress progress) {
    this.rungs = rungs;
    this.configs = List.copyOf(configs);
    this.progress = progress;
  }

  /**
   * Runs what is not done.
   *
   * @param ladders make one of some servers as whole processes.
   * @param done what is done already.
   * @return the whole result.
   * @throws RunFailure for the user, if nothing can be measured at all.
   */
  LadderResult run(final Function<Rungs, Ladder> ladders, final PartialResult done)
      throws InterruptedException {
    partial = done;
    final List<Pair> planned = pairs(rung -> true);
    final long rounds = (long) planned.size() * rounds();
    final TimeLeft estimate = new TimeLeft((int) rounds, Comparer.loadNs(configs.get(0)));
    progress.line(
        "%d comparisons of %d rounds: %s, besides one whole process of each server"
            .formatted(planned.size() * configs.size(), configs.get(0).rounds(), estimate.text(0)));
    if (partial.ladder() == null) {
      final Ladder ladder = ladders.apply(rungs);
      partial.add(ladder.run(), ladder.problems().list());
    } else {
      goOn(ladders);
    }
    problems.addAll(partial.problems());
    compare(pairs(this::works));
    final List<Rung> working = rungs.rungs().stream().filter(this::works).toList();
    final RateRuns latency = latency(working);
    progress.clear();
    return partial.ladder().settled(configs.get(0), comparisons(), latency, allNotes());
  }

  /** Whole processes that failed may have met a bad moment: they run again, and no others. */
  private void goOn(final Function<Rungs, Ladder> ladders) throws InterruptedException {
    final List<Rung> failed = rungs.rungs().stream().filter(this::hasFailed).toList();
    final int all = rungs.rungs().size();
    progress.line(
        "going on: %d of %d whole processes and %d rounds are done"
            .formatted(all - failed.size(), all, partial.rounds()));
    if (failed.isEmpty()) {
      return;
    }
    final Stream<Problems.Problem> others =
        partial.problems().stream().filter(problem -> !problem.failed());
    final Ladder ladder = ladders.apply(new Rungs(failed, rungs.notes()));
    final LadderResult result = partial.ladder().with(ladder.run());
    partial.add(result, Stream.concat(others, ladder.problems().list().stream()).toList());
  }

  private boolean hasFailed(final Rung rung) {
    return partial.problems().stream()
        .anyMatch(problem -> problem.failed() && problem.server().equals(rung.name()));
  }

  /** Returns null for a flood, which has no room for a schedule. */
  private RateRuns latency(final List<Rung> working) throws InterruptedException {
    final LadderConfig config = partial.ladder().config();
    if (config.window() == 0) {
      notes.add("no latency at a rate: a flood, --window 0, leaves no Submit for a schedule");
      return null;
    }
    return new RateSitting(config, progress, problems).run(working, partial.ladder(), notes);
  }

  private List<String> allNotes() {
    return Stream.concat(partial.notes().stream(), notes.stream()).toList();
  }

  /** What a result will compare, by the names by which it is found again in another. */
  Set<String> planned() {
    return pairs(rung -> true).stream()
        .flatMap(
            pair -> configs.stream().map(config -> SliceFigures.name(pair.name(), config.shape())))
        .collect(Collectors.toSet());
  }

  private int rounds() {
    return configs.stream().mapToInt(CompareResult.Config::rounds).sum();
  }

  /** What went wrong, with whole processes too; those may have been part of an earlier call. */
  Problems problems() {
    return problems;
  }

  /**
   * Whether every comparison was made, so that there is nothing to go on with. Of a server that
   * this machine cannot run there is none; of one that failed there may still be.
   */
  boolean isWhole() {
    return partial.problems().stream().noneMatch(Problems.Problem::failed)
        && left(pairs(this::works)) == 0;
  }

  private boolean works(final Rung rung) {
    return partial.ladder().servers().stream()
        .anyMatch(server -> server.name().equals(rung.name()) && server.problem() == null);
  }

  private List<Pair> pairs(final Predicate<Rung> works) {
    final Map<String, Rung> byName = new HashMap<>();
    rungs.rungs().stream().filter(works).forEach(rung -> byName.put(rung.name(), rung));
    final Stream<Pair> steps =
        rungs.rungs().stream()
            .filter(rung -> byName.containsKey(rung.name()) && byName.containsKey(rung.parent()))
            .map(rung -> new Pair(byName.get(rung.parent()), rung, rung.change()));
    final Stream<Pair> yardstick =
        byName.containsKey(DEPLOYED) && byName.containsKey(Yardstick.NAME)
            ? Stream.of(new Pair(byName.get(Yardstick.NAME), byName.get(DEPLOYED), null))
            : Stream.empty();
    return Stream.concat(steps, yardstick).toList();
  }

  /**
   * Round by round, not pair by pair: the machine may be in another mood for minutes, and rounds of
   * one pair that follow each other would all be of the same.
   */
  private void compare(final List<Pair> pairs) throws InterruptedException {
    final TimeLeft timeLeft = new TimeLeft(left(pairs), Comparer.loadNs(configs.get(0)));
    try (LiveProcesses processes = new LiveProcesses()) {
      final Map<CompareResult.Config, Comparer> comparers = new LinkedHashMap<>();
      configs.forEach(it -> comparers.put(it, new Comparer(it, processes, progress, timeLeft)));
      for (int round = 0; round < mostRounds(); round++) {
        for (final CompareResult.Config config : configs) {
          for (final Pair pair : pairs) {
            // One that failed stays behind; one that goes on is ahead.
            if (round < config.rounds() && rounds(pair, config).size() == round) {
              compare(pair, config, comparers.get(config), processes);
            }
          }
        }
      }
    } finally {
      progress.clear();
    }
  }

  private int mostRounds() {
    return configs.stream().mapToInt(CompareResult.Config::rounds).max().orElse(0);
  }

  private int left(final List<Pair> pairs) {
    return configs.stream()
        .mapToInt(
            config ->
                pairs.stream().mapToInt(it -> config.rounds() - rounds(it, config).size()).sum())
        .sum();
  }

  private void compare(
      final Pair pair,
      final CompareResult.Config config,
      final Comparer comparer,
      final LiveProcesses processes)
      throws InterruptedException {
    try {
      final int round = rounds(pair, config).size();
      partial.add(pair.name(), config.shape(), comparer.round(pair, round));
      partial.addNotes(comparer.notes());
    } catch (final RunFailure e) {
      if (processes.isClosed()) {
        throw e;
      }
      problems.add(pair.b(), e);
      notes.add(pair.name() + " could not be compared: " + e.getMessage());
      progress.line(pair.name() + ": " + e.getMessage());
      return;
    }
    comparison(pair, config).ifPresent(this::tell);
  }

  private void tell(final Comparison comparison) {
    partial.addNotes(comparison.doubt().stream().toList());
    progress.line(
        comparison.name()
            + ": "
            + ComparisonTable.ratioAndInterval(comparison)
            + ", "
            + comparison.verdict().words());
  }

  private List<Round> rounds(final Pair pair, final CompareResult.Config config) {
    return partial.rounds(pair.name(), config.shape());
  }

  /** Empty if rounds are missing. */
  private Optional<Comparison> comparison(final Pair pair, final CompareResult.Config config) {
    final List<Round> rounds = rounds(pair, config);
    return rounds.size() < config.rounds()
        ? Optional.empty()
        : Optional.of(Comparer.comparison(pair, config.shape(), rounds));
  }

  /** Shape by shape in the order of the ladder. */
  List<Comparison> comparisons() {
    final List<Pair> pairs = pairs(this::works);
    return configs.stream()
        .flatMap(config -> pairs.stream().map(pair -> comparison(pair, config)))
        .flatMap(Optional::stream)
        .toList();
  }
}
