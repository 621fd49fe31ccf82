package io.framelab.benchmarks.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.stats.Goal;
import io.framelab.loadgen.stats.Round;
import io.framelab.loadgen.stats.SliceStatistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures of results by slices: how much dearer or cheaper each B was than its A, computed anew
 * from the raw slices. Stateless.
 */
public final class SliceFigures {
  private SliceFigures() {}

  /**
   * Figures of some results.
   *
   * @param results of {@code ladder --thorough} or {@code compare}.
   * @return by the names of their steps, in the order in which they came.
   * @throws RunFailure for the user, if they are none, or cannot be computed anew.
   */
  public static Map<String, FileComparison.Figure> of(final List<JsonNode> results) {
    final Map<String, List<Round>> rounds = new LinkedHashMap<>();
    for (final JsonNode result : results) {
      if (!result.path("comparisons").isArray()) {
        throw RunFailure.usage("a file has no comparisons: expected what ladder --thorough kept");
      }
      for (final JsonNode node : result.get("comparisons")) {
        final Comparison comparison = comparison(node);
        if (!comparison.rounds().isEmpty()) {
          final String name = name(comparison.name(), comparison.shape());
          add(name, comparison.rounds(), rounds.computeIfAbsent(name, it -> new ArrayList<>()));
        }
      }
    }
    final Map<String, FileComparison.Figure> figures = new LinkedHashMap<>();
    rounds.forEach((name, all) -> figures.put(name, figure(name, all)));
    return figures;
  }

  /** Rounds of several sittings are independent of each other, unless they are the same ones. */
  private static void add(final String name, final List<Round> more, final List<Round> all) {
    if (!Collections.disjoint(all, more)) {
      throw RunFailure.usage("'" + name + "' is there twice with the same rounds");
    }
    all.addAll(more);
  }

  /**
   * By which a step is found again.
   *
   * @param name of the comparison.
   * @param shape of its load.
   * @return both.
   */
  public static String name(final String name, final Comparison.Shape shape) {
    return name + " (" + ComparisonTable.load(shape) + ")";
  }

  private static FileComparison.Figure figure(final String name, final List<Round> rounds) {
    try {
      return new FileComparison.Figure(
          "ratio of " + Comparison.CPU_NS_PER_REQUEST,
          SliceStatistics.effect(rounds),
          SliceStatistics.control(rounds),
          Goal.SMALLER,
          Map.of());
    } catch (final IllegalArgumentException e) {
      throw RunFailure.usage("'" + name + "' cannot be computed anew: " + e.getMessage());
    }
  }

  private static Comparison comparison(final JsonNode node) {
    try {
      return ResultFiles.MAPPER.treeToValue(node, Comparison.class);
    } catch (final JsonProcessingException e) {
      throw RunFailure.usage("no comparison by slices: " + e.getOriginalMessage());
    }
  }
}
