package io.framelab.benchmarks.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an outsider computes who has nothing but a kept comparison's JSON and docs/MEASURING.md:
 * written without any of the classes that computed it.
 *
 * @param ratio of B / A.
 * @param low end of its 95 % interval.
 * @param high end of its 95 % interval.
 * @param controlRatio of A / A.
 * @param controlLow end of its 95 % interval.
 * @param controlHigh end of its 95 % interval.
 * @param verdict as the JSON names it.
 */
public record Recomputed(
    double ratio,
    double low,
    double high,
    double controlRatio,
    double controlLow,
    double controlHigh,
    String verdict) {
  /** From a printed table: Student's t, two-sided, 95 %, for 1 to 8 degrees of freedom. */
  private static final double[] T = {
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060
  };

  /**
   * Computes.
   *
   * @param comparison with its raw slices.
   * @return what follows from them.
   */
  public static Recomputed of(final JsonNode comparison) {
    final List<Double> effects = new ArrayList<>();
    final List<Double> controls = new ArrayList<>();
    for (final JsonNode round : comparison.get("rounds")) {
      final JsonNode slices = round.get("slices");
      final List<Double> effectPairs = new ArrayList<>();
      final List<Double> controlPairs = new ArrayList<>();
      for (int i = 0; i < slices.size(); i += 3) {
        final Map<String, Double> cost = new HashMap<>();
        for (int j = i; j < i + 3; j++) {
          final JsonNode slice = slices.get(j);
          cost.put(
              slice.get("server").asText(),
              slice.get("cpuNs").asDouble() / slice.get("acks").asDouble());
        }
        effectPairs.add(Math.log(cost.get("B") / cost.get("A")));
        effectPairs.add(Math.log(cost.get("B") / cost.get("control")));
        controlPairs.add(Math.log(cost.get("control") / cost.get("A")));
      }
      effects.add(median(effectPairs));
      controls.add(median(controlPairs));
    }
    final double effect = mean(effects);
    final double halfEffect = half(effects);
    final double control = mean(controls);
    final double halfControl = half(controls);
    final double doubtful = Math.abs(control) + (Math.abs(control) > halfControl ? halfControl : 0);
    final boolean shown = Math.abs(effect) > halfEffect && Math.abs(effect) > 2 * doubtful;
    return new Recomputed(
        Math.exp(effect),
        Math.exp(effect - halfEffect),
        Math.exp(effect + halfEffect),
        Math.exp(control),
        Math.exp(control - halfControl),
        Math.exp(control + halfControl),
        shown ? effect > 0 ? "WORSE" : "BETTER" : "NO_DIFFERENCE");
  }

  /** Half of the width of the interval. */
  private static double half(final List<Double> values) {
    final double mean = mean(values);
    double squares = 0;
    for (final double value : values) {
      squares += Math.pow(value - mean, 2);
    }
    final int n = values.size();
    return T[n - 2] * Math.sqrt(squares / (n - 1) / n);
  }

  private static double mean(final List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }

  private static double median(final List<Double> values) {
    Collections.sort(values);
    final int n = values.size();
    return (values.get((n - 1) / 2) + values.get(n / 2)) / 2;
  }
}
