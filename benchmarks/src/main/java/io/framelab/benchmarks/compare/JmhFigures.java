package io.framelab.benchmarks.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.stats.Goal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Figures of JMH's JSON. A fork is a sample: iterations of one JVM share what its JIT made of the
 * code, so they are not independent. Stateless.
 */
final class JmhFigures {
  private static final String THROUGHPUT = "thrpt";

  private JmhFigures() {}

  /** Whether a result is what JMH writes. */
  static boolean isOne(final JsonNode result) {
    return result.isArray();
  }

  static Map<String, FileComparison.Figure> of(final List<JsonNode> results) {
    final Map<String, List<JsonNode>> byName = new LinkedHashMap<>();
    for (final JsonNode result : results) {
      for (final JsonNode benchmark : result) {
        byName.computeIfAbsent(name(benchmark), it -> new ArrayList<>()).add(benchmark);
      }
    }
    final Map<String, FileComparison.Figure> figures = new LinkedHashMap<>();
    byName.forEach((name, runs) -> figures.put(name, figure(name, runs)));
    return figures;
  }

  /** Of all forks of one benchmark, of however many files. */
  private static FileComparison.Figure figure(final String name, final List<JsonNode> runs) {
    final List<String> units = runs.stream().map(JmhFigures::unit).distinct().toList();
    if (units.size() > 1) {
      throw RunFailure.usage("'" + name + "' comes in several units: " + units);
    }
    return FileComparison.Figure.of(
        units.get(0),
        runs.stream().flatMapToDouble(run -> scores(name, run)).toArray(),
        goal(runs.get(0)),
        Map.of("threads", threads(name, runs)));
  }

  private static String threads(final String name, final List<JsonNode> runs) {
    final List<String> threads =
        runs.stream().map(run -> run.path("threads").asText()).distinct().toList();
    if (threads.size() > 1) {
      throw RunFailure.usage("'" + name + "' ran on different numbers of threads: " + threads);
    }
    return threads.get(0);
  }

  private static String unit(final JsonNode benchmark) {
    return benchmark.at("/primaryMetric/scoreUnit").asText();
  }

  private static DoubleStream scores(final String name, final JsonNode benchmark) {
    final JsonNode samples = benchmark.at("/primaryMetric/rawDataHistogram");
    final JsonNode forks = samples.isArray() ? samples : benchmark.at("/primaryMetric/rawData");
    if (forks.isEmpty() || stream(forks).anyMatch(JsonNode::isEmpty)) {
      throw RunFailure.usage("'" + name + "' has no raw scores, or a fork without any");
    }
    return stream(forks)
        .mapToDouble(samples.isArray() ? JmhFigures::meanOfSamples : JmhFigures::mean);
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

  /** Of a fork of mode sample: by iteration, values with how often each was seen. */
  private static double meanOfSamples(final JsonNode fork) {
    double sum = 0;
    long count = 0;
    for (final JsonNode iteration : fork) {
      for (final JsonNode valueAndCount : iteration) {
        final long times = valueAndCount.path(1).asLong();
        sum += valueAndCount.path(0).asDouble() * times;
        count += times;
      }
    }
    return sum / count;
  }

  private static Stream<JsonNode> stream(final JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
