package io.framelab.benchmarks.ladder;

import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.benchmarks.compare.Differences;
import io.framelab.benchmarks.compare.FileComparison;
import io.framelab.benchmarks.compare.SliceFigures;
import io.framelab.benchmarks.compare.Surroundings;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.Words;
import io.framelab.loadgen.stats.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kept result that a thorough ladder is held against. It is read once, before anything runs: its
 * file may be the very one that the new result replaces. The main thread only.
 */
final class Baseline {
  private final Path path;
  private final JsonNode json;
  private final Map<String, FileComparison.Figure> figures;

  private Baseline(final Path path, final JsonNode json) {
    this.path = path;
    this.json = json;
    this.figures = SliceFigures.of(List.of(json));
  }

  /**
   * Reads one.
   *
   * @param path of the file.
   * @param planned what the new result will compare.
   * @throws RunFailure for the user, if it is none, or has none of these.
   */
  static Baseline read(final Path path, final Set<String> planned) {
    final Baseline baseline = new Baseline(path, FileComparison.node(path));
    if (Collections.disjoint(baseline.figures.keySet(), planned)) {
      throw RunFailure.usage(
          "--baseline '%s': has none of the steps that are to be compared, but %s"
              .formatted(path, baseline.figures.keySet()));
    }
    return baseline;
  }

  /** A line for each step that it can say less of, because its own control differed. */
  List<String> doubts() {
    return figures.entrySet().stream()
        .filter(it -> it.getValue().control() != null && !it.getValue().control().includesZero())
        .map(
            it ->
                Words.text(
                    "--baseline '%s': in %s A differed from itself by more than chance: no step is worse than that by less than %.3f",
                    path, it.getKey(), Math.exp(Verdict.doubtful(it.getValue().control()))))
        .toList();
  }

  /**
   * Holds a result against it.
   *
   * @param newer the file that has it.
   * @return a comparison for each step that both have.
   */
  Differences judge(final Path newer) {
    return Differences.of(
        path, newer, figures, SliceFigures.of(List.of(FileComparison.node(newer))));
  }

  /**
   * What a reader of the judgement must know: where the two were not measured alike, and what only
   * one of them has.
   *
   * @param newer the file that has the new result.
   * @return a line each.
   */
  List<String> notes(final Path newer) {
    final JsonNode other = FileComparison.node(newer);
    final List<String> notes =
        new ArrayList<>(new Surroundings(json, "then").differences(new Surroundings(other, "now")));
    final Set<String> names = SliceFigures.of(List.of(other)).keySet();
    missing(notes, figures.keySet(), names, "not judged, for the new result does not have it: ");
    missing(notes, names, figures.keySet(), "not judged, for the baseline does not have it: ");
    return notes;
  }

  private static void missing(
      final List<String> notes,
      final Set<String> names,
      final Set<String> others,
      final String text) {
    names.stream().filter(name -> !others.contains(name)).map(text::concat).forEach(notes::add);
  }
}
