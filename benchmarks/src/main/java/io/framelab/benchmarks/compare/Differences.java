package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.compare.FileComparison.Figure;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Words;
import io.framelab.loadgen.stats.Interval;
import io.framelab.loadgen.stats.SittingSpread;
import io.framelab.loadgen.stats.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What two results have in common, compared. Immutable.
 *
 * @param comparisons one for each figure that both have.
 * @param notes what a reader of them must know.
 */
public record Differences(List<Comparison> comparisons, List<String> notes) {
  /** Copies. */
  public Differences {
    comparisons = List.copyOf(comparisons);
    notes = List.copyOf(notes);
  }

  /**
   * Compares.
   *
   * @param pathOfA where A was found.
   * @param pathOfB where B was found.
   * @param figuresOfA by name.
   * @param figuresOfB by name.
   * @return in the order of B.
   * @throws io.framelab.cli.RunFailure for the user, if something was not measured alike.
   */
  public static Differences of(
      final Path pathOfA,
      final Path pathOfB,
      final Map<String, Figure> figuresOfA,
      final Map<String, Figure> figuresOfB) {
    final List<String> names =
        figuresOfB.keySet().stream().filter(figuresOfA::containsKey).toList();
    final List<Interval> own =
        names.stream().map(it -> difference(it, figuresOfA.get(it), figuresOfB.get(it))).toList();
    final boolean bySlices = figuresOfB.values().stream().allMatch(it -> it.control() != null);
    final List<Interval> effects = bySlices ? SittingSpread.widened(own) : own;
    final List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      final Figure a = figuresOfA.get(names.get(i));
      final Figure b = figuresOfB.get(names.get(i));
      comparisons.add(
          Comparison.ofFigures(
              names.get(i),
              pathOfA.toString(),
              pathOfB.toString(),
              b.metric(),
              effects.get(i),
              worse(a.control(), b.control()),
              b.goal()));
    }
    final List<String> notes =
        new ArrayList<>(
            comparisons.stream().map(Comparison::doubt).flatMap(Optional::stream).toList());
    if (bySlices && !names.isEmpty()) {
      notes.add(spread(own));
    }
    return new Differences(comparisons, notes);
  }

  private static Interval difference(final String name, final Figure a, final Figure b) {
    FileComparison.refuseUnlike(name, Map.of("metric", a.metric()), Map.of("metric", b.metric()));
    FileComparison.refuseUnlike(name, a.conditions(), b.conditions());
    return b.logarithm().minus(a.logarithm());
  }

  /** Of two controls the one that is to be feared more. */
  private static Interval worse(final Interval a, final Interval b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Verdict.doubtful(a) > Verdict.doubtful(b) ? a : b;
  }

  private static String spread(final List<Interval> differences) {
    return SittingSpread.isKnown(differences.size())
        ? Words.text(
            "Between the two, the machine moved the steps by %.1f %% more than their rounds explain;"
                + " the intervals allow for that.",
            100 * SittingSpread.deviation(differences))
        : "What a sitting does to all of its rounds is not in the intervals: steps in common are too"
            + " few to tell ("
            + differences.size()
            + "). Repeat a surprise.";
  }
}
