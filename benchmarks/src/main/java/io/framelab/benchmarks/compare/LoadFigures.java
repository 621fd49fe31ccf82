package io.framelab.benchmarks.compare;

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

  private static final String RESPONSE = "response";

  private static final String SERVICE = "service";

  /** What has to be alike, or the figures are of unlike things. */
  private static final List<String> SHAPE =
      List.of("connections", "threads", "window", "payload", "rate", "arrival");

  private LoadFigures() {}

  static Map<String, FileComparison.Figure> of(final List<JsonNode> results) {
    if (results.isEmpty()) {
      return Map.of();
    }
    results.forEach(LoadFigures::check);
    final Map<String, String> conditions = conditions(results.get(0));
    for (final JsonNode result : results) {
      FileComparison.refuseUnlike("runs of one folder", conditions, conditions(result));
    }
    final String p99 = "/latencyNs/" + conditions.get("clock") + "/p99";
    final Map<String, FileComparison.Figure> figures = new LinkedHashMap<>();
    figures.put("acks/s", figure(results, "ackedPerSec", ACKED, Goal.LARGER, conditions));
    figures.put("p99", figure(results, "p99Ns", p99, Goal.SMALLER, conditions));
    return figures;
  }

  /** The shape of the load, and the clock: from the intended send where there is a schedule. */
  private static Map<String, String> conditions(final JsonNode result) {
    final Map<String, String> conditions = new LinkedHashMap<>();
    for (final String name : SHAPE) {
      final JsonNode value = result.path("config").path(name);
      conditions.put(name, value.isValueNode() && !value.isNull() ? value.asText() : "none");
    }
    final boolean scheduled = result.at("/latencyNs/response/p99").isNumber();
    conditions.put("clock", scheduled ? RESPONSE : SERVICE);
    return conditions;
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
      final List<JsonNode> results,
      final String metric,
      final String path,
      final Goal goal,
      final Map<String, String> conditions) {
    return FileComparison.Figure.of(
        metric,
        results.stream().mapToDouble(it -> it.at(path).asDouble()).toArray(),
        goal,
        conditions);
  }
}
