package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.compare.Comparer;
import io.framelab.benchmarks.compare.ComparisonTable;
import io.framelab.benchmarks.compare.Pair;
import io.framelab.benchmarks.compare.SliceFigures;
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
import io.framelab.loadgen.report.Comparison.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A ladder that settles what each step brings: every server once as a whole process, for memory,
 * collections and system calls; then each engine against the one it comes from by slices, shape by
 * shape. Each part is kept as soon as it is done. One thread runs it.
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
  private boolean isWhole = true;

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
   * @param ladder of whole processes; runs unless it has.
   * @param done what is done already.
   * @return the whole result.
   * @throws RunFailure for the user, if nothing can be measured at all.
   */
  LadderResult run(final Ladder ladder, final PartialResult done) throws InterruptedException {
    partial = done;
    final List<Pair> planned = pairs(rung -> true);
    final long rounds = (long) planned.size() * rounds();
    final TimeLeft estimate = new TimeLeft((int) rounds, Comparer.loadNs(configs.get(0)));
    progress.line(
        "%d comparisons of %d rounds: %s, besides one whole process of each server"
            .formatted(planned.size() * configs.size(), configs.get(0).rounds(), estimate.text(0)));
    if (partial.ladder() == null) {
      final LadderResult result = ladder.run();
      partial.add(result, ladder.problems().list());
    } else {
      progress.line(
          "going on: the whole processes and %d comparisons are done"
              .formatted(partial.comparisons().size()));
    }
    problems.addAll(partial.problems());
    final List<Pair> pairs = pairs(this::works);
    compare(pairs);
    final List<Rung> working = rungs.rungs().stream().filter(this::works).toList();
    final RateRuns latency =
        new RateSitting(partial.ladder().config(), progress, problems)
            .run(working, partial.ladder(), notes);
    progress.clear();
    return partial.ladder().settled(configs.get(0), ordered(pairs), latency, allNotes());
  }

  private List<String> allNotes() {
    return Stream.concat(partial.notes().stream(), notes.stream()).toList();
  }

  /** What a result will compare, by the names by which it is found again in another. */
  Set<String> planned() {
    return pairs(rung -> true).stream()
        .flatMap(
            pair -> configs.stream().map(config -> SliceFigures.name(pair.name(), shape(config))))
        .collect(Collectors.toSet());
  }

  private int rounds() {
    return configs.stream().mapToInt(CompareResult.Config::rounds).sum();
  }

  /** What went wrong, with whole processes too; those may have been part of an earlier call. */
  Problems problems() {
    return problems;
  }

  /** Whether every comparison was made, so that there is nothing to go on with. */
  boolean isWhole() {
    return isWhole;
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

  private void compare(final List<Pair> pairs) throws InterruptedException {
    final int left =
        configs.stream()
            .mapToInt(
                config ->
                    config.rounds() * (int) pairs.stream().filter(it -> !done(it, config)).count())
            .sum();
    final TimeLeft timeLeft = new TimeLeft(left, Comparer.loadNs(configs.get(0)));
    try (LiveProcesses processes = new LiveProcesses()) {
      for (final CompareResult.Config config : configs) {
        final Comparer comparer = new Comparer(config, processes, progress, timeLeft);
        for (final Pair pair : pairs) {
          if (!done(pair, config)) {
            compare(pair, comparer, processes);
          }
        }
      }
    } finally {
      progress.clear();
    }
  }

  private void compare(final Pair pair, final Comparer comparer, final LiveProcesses processes)
      throws InterruptedException {
    final long startedNs = System.nanoTime();
    try {
      final Comparison comparison = comparer.compare(pair);
      partial.addNotes(comparer.notes());
      partial.add(comparison);
      progress.line(
          "%s: %s, %s (%d s)"
              .formatted(
                  comparison.name(),
                  ComparisonTable.ratioAndInterval(comparison),
                  comparison.verdict().words(),
                  TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNs)));
    } catch (final RunFailure e) {
      if (processes.isClosed()) {
        throw e;
      }
      problems.add(pair.b(), e);
      isWhole = false;
      notes.add(pair.name() + " could not be compared: " + e.getMessage());
      progress.line(pair.name() + ": " + e.getMessage());
    }
  }

  private boolean done(final Pair pair, final CompareResult.Config config) {
    return partial.has(pair.name(), shape(config));
  }

  private static Shape shape(final CompareResult.Config config) {
    return new Shape(config.connections(), config.window(), config.payload());
  }

  /** Shape by shape in the order of the ladder, whatever the order in which they were done. */
  private List<Comparison> ordered(final List<Pair> pairs) {
    return configs.stream()
        .map(Thorough::shape)
        .flatMap(shape -> pairs.stream().map(pair -> find(pair, shape)))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Comparison> find(final Pair pair, final Shape shape) {
    return partial.comparisons().stream()
        .filter(it -> it.name().equals(pair.name()) && it.shape().equals(shape))
        .findFirst();
  }
}
