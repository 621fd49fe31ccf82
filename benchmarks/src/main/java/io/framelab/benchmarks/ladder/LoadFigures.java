package io.framelab.benchmarks.ladder;

import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.stats.Goal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of results of {@code framelab load}, a sample from each run. Stateless. */
final class LoadFigures {
  private static final String ACKED = "/throughput/ackedPerSec";

  /** The clock from the intended send where there is a schedule, else that from the actual one. */
  private static final List<String> P99 =
      List.of("/latencyNs/response/p99", "/latencyNs/service/p99");

  private LoadFigures() {}

  static Map<String, FileComparison.Figure> of(final List<JsonNode> results) {
    results.forEach(LoadFigures::check);
    final Map<String, FileComparison.Figure> figures = new LinkedHashMap<>();
    if (!results.isEmpty()) {
      figures.put("acks/s", figure(results, "ackedPerSec", ACKED, Goal.LARGER));
      final String p99 =
          results.stream().allMatch(it -> it.at(P99.get(0)).isNumber()) ? P99.get(0) : P99.get(1);
      figures.put("p99", figure(results, "p99Ns", p99, Goal.SMALLER));
    }
    return figures;
  }

  private static void check(final JsonNode result) {
    if (!result.at(ACKED).isNumber()) {
      throw RunFailure.usage("a file is no result of load, ladder --thorough, compare or JMH");
    }
    if (!result.path("valid").asBoolean()) {
      throw new RunFailure(
          ExitCode.INVALID_RUN,
          "a run is invalid: " + result.path("invalidReasons").path(0).asText());
    }
  }

  private static FileComparison.Figure figure(
      final List<JsonNode> results, final String metric, final String path, final Goal goal) {
    return FileComparison.Figure.of(
        metric, results.stream().mapToDouble(it -> it.at(path).asDouble()).toArray(), goal);
  }
}
