package io.framelab.benchmarks.ladder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.stats.Goal;
import io.framelab.loadgen.stats.SliceStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures of results by slices: how much dearer or cheaper each B was than its A, computed anew
 * from the raw slices. Stateless.
 */
final class SliceFigures {
  private SliceFigures() {}

  static Map<String, FileComparison.Figure> of(final List<JsonNode> results) {
    final Map<String, FileComparison.Figure> figures = new LinkedHashMap<>();
    for (final JsonNode result : results) {
      if (!result.path("comparisons").isArray()) {
        throw RunFailure.usage("a file has no comparisons: expected what ladder --thorough kept");
      }
      for (final JsonNode node : result.get("comparisons")) {
        final Comparison comparison = comparison(node);
        if (!comparison.rounds().isEmpty()) {
          figures.put(name(comparison.name(), comparison.shape()), figure(comparison));
        }
      }
    }
    return figures;
  }

  /** By which a step is found again. */
  static String name(final String name, final Comparison.Shape shape) {
    return name + " (" + ComparisonTable.load(shape) + ")";
  }

  /** The effect with its error. */
  static FileComparison.Figure figure(final Comparison comparison) {
    return new FileComparison.Figure(
        "ratio of " + comparison.metric(),
        SliceStatistics.effect(comparison.rounds()),
        SliceStatistics.control(comparison.rounds()),
        Goal.SMALLER);
  }

  private static Comparison comparison(final JsonNode node) {
    try {
      return LadderFiles.MAPPER.treeToValue(node, Comparison.class);
    } catch (final JsonProcessingException e) {
      throw RunFailure.usage("no comparison by slices: " + e.getOriginalMessage());
    }
  }
}
