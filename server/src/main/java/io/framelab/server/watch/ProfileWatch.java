package io.framelab.server.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Decides when a moment is worth keeping. It only looks and decides. For one thread. */
final class ProfileWatch {
  /** No two moments are nearer to each other, whatever crosses what. */
  static final Duration COOLDOWN = Duration.ofMinutes(1);

  private final List<Hysteresis> watched;
  private final Map<Trigger, DoubleSupplier> sources;
  private boolean cooling;
  private long firedAtNs;

  /**
   * A watch that has looked at nothing yet.
   *
   * @param thresholds what must not be crossed.
   * @param sources of readings, one at least for each trigger that has a threshold.
   */
  ProfileWatch(final Thresholds thresholds, final Map<Trigger, DoubleSupplier> sources) {
    this.watched = thresholds.list().stream().map(Hysteresis::new).toList();
    this.sources = sources;
  }

  /**
   * Reads everything once. To be called every second.
   *
   * @param nowNs of a clock that never goes back.
   * @return a moment to keep; as long as nobody says that it was kept, it comes again, after the
   *     cooldown and if it lasts.
   */
  Optional<Moment> look(final long nowNs) {
    final Map<Trigger, Double> readings = new EnumMap<>(Trigger.class);
    for (final Hysteresis each : watched) {
      final Trigger trigger = each.threshold().trigger();
      final double reading = sources.get(trigger).getAsDouble();
      readings.put(trigger, reading);
      each.read(reading, nowNs);
    }
    cooling = cooling && nowNs - firedAtNs < COOLDOWN.toNanos();
    if (cooling) {
      return Optional.empty();
    }
    final Optional<Hysteresis> due = watched.stream().filter(Hysteresis::isDue).findFirst();
    if (due.isPresent()) {
      cooling = true;
      firedAtNs = nowNs;
    }
    return due.map(each -> new Moment(Instant.now(), each.threshold(), each.above(), readings));
  }

  /** That moment is kept: what it was about must be over before it is worth keeping again. */
  void kept(final Moment moment) {
    watched.stream()
        .filter(each -> each.threshold().equals(moment.threshold()))
        .forEach(Hysteresis::disarm);
  }
}
