package io.framelab.benchmarks.ladder;

import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.stats.Goal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Figures of JMH's JSON. A fork is a sample: iterations of one JVM share what its JIT made of the
 * code, so they are not independent. Stateless.
 */
final class JmhFigures {
  /** Where {@code framelab bench} keeps what JMH wrote. */
  private static final String FIELD = "jmh";

  private static final String THROUGHPUT = "thrpt";

  private JmhFigures() {}

  /** Whether a result is of JMH, on its own or as framelab bench keeps it. */
  static boolean isOne(final JsonNode result) {
    return result.isArray() || result.has(FIELD);
  }

  static Map<String, FileComparison.Figure> of(final List<JsonNode> results) {
    final Map<String, FileComparison.Figure> figures = new LinkedHashMap<>();
    for (final JsonNode result : results) {
      for (final JsonNode benchmark : result.isArray() ? result : result.path(FIELD)) {
        final JsonNode forks = benchmark.at("/primaryMetric/rawData");
        if (forks.isEmpty()) {
          throw RunFailure.usage("a file is no JSON of JMH: a benchmark has no rawData");
        }
        figures.put(
            name(benchmark),
            FileComparison.Figure.of(
                benchmark.at("/primaryMetric/scoreUnit").asText(),
                stream(forks).mapToDouble(JmhFigures::mean).toArray(),
                goal(benchmark)));
      }
    }
    return figures;
  }

  private static Goal goal(final JsonNode benchmark) {
    return THROUGHPUT.equals(benchmark.path("mode").asText()) ? Goal.LARGER : Goal.SMALLER;
  }

  private static String name(final JsonNode benchmark) {
    final String full = benchmark.path("benchmark").asText();
    final String[] words = full.split("\\.");
    final String method = words[words.length - 1];
    final JsonNode params = benchmark.path("params");
    return (words.length < 2 ? method : words[words.length - 2] + "." + method)
        + (params.isEmpty() ? "" : " " + params)
        + " "
        + benchmark.path("mode").asText();
  }

  private static double mean(final JsonNode fork) {
    return stream(fork).mapToDouble(JsonNode::asDouble).average().orElseThrow();
  }

  private static Stream<JsonNode> stream(final JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
