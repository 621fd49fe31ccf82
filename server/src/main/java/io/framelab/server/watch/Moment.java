package io.framelab.server.watch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * When a threshold was crossed, and what was read then. Immutable.
 *
 * @param at the wall clock, for people.
 * @param threshold that was crossed.
 * @param above its last readings, the oldest first.
 * @param readings of everything that is watched.
 */
record Moment(Instant at, Threshold threshold, List<Double> above, Map<Trigger, Double> readings) {
  Trigger trigger() {
    return threshold.trigger();
  }

  /** Why it is worth keeping, for people. */
  String why() {
    return threshold
        + " in "
        + above.size()
        + " readings: "
        + above.stream().map(trigger()::text).collect(Collectors.joining(", "));
  }

  /** Everything that is watched, for people. */
  String surroundings() {
    return readings.entrySet().stream()
        .map(reading -> reading.getKey().label() + " " + text(reading))
        .collect(Collectors.joining(", "));
  }

  private static String text(final Map.Entry<Trigger, Double> reading) {
    return reading.getKey().text(reading.getValue());
  }
}
