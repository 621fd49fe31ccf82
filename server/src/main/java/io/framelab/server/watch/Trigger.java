package io.framelab.server.watch;

import io.framelab.metrics.ServerCounter;
import io.framelab.profiling.ProfileEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be above a threshold, and what is recorded then. Immutable: any thread may use it. */
public enum Trigger {
  /** Processor time of this process, in per cent of all processors that it may use. */
  CPU(
      "%",
      99,
      List.of(ProfileEvent.CPU),
      ServerCounter.PROFILES_KEPT_CPU,
      ServerCounter.PROFILES_SKIPPED_CPU),
  /** Heap in use after the last collection, in per cent of what there can be. */
  HEAP(
      "%",
      99,
      List.of(ProfileEvent.HEAP, ProfileEvent.ALLOCS),
      ServerCounter.PROFILES_KEPT_HEAP,
      ServerCounter.PROFILES_SKIPPED_HEAP),
  /** Threads of the operating system that run Java. */
  THREADS(
      "",
      1_000_000,
      List.of(ProfileEvent.CPU),
      ServerCounter.PROFILES_KEPT_THREADS,
      ServerCounter.PROFILES_SKIPPED_THREADS),
  /** How late an event loop does what it should have done, in milliseconds. */
  LAG(
      "ms",
      60_000,
      List.of(ProfileEvent.WALL, ProfileEvent.CPU),
      ServerCounter.PROFILES_KEPT_LAG,
      ServerCounter.PROFILES_SKIPPED_LAG);

  private final String unit;
  private final int max;
  private final List<ProfileEvent> events;
  private final ServerCounter kept;
  private final ServerCounter skipped;

  Trigger(
      final String unit,
      final int max,
      final List<ProfileEvent> events,
      final ServerCounter kept,
      final ServerCounter skipped) {
    this.unit = unit;
    this.max = max;
    this.events = events;
    this.kept = kept;
    this.skipped = skipped;
  }

  /**
   * Finds a trigger.
   *
   * @param label as flags spell it.
   * @return the trigger.
   * @throws IllegalArgumentException if there is none; the message lists those that are.
   */
  public static Trigger of(final String label) {
    return Arrays.stream(values())
        .filter(trigger -> trigger.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no trigger is called '"
                        + label
                        + "'; there are "
                        + Arrays.stream(values())
                            .map(Trigger::label)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * Its name, as flags, folders and metrics spell it.
   *
   * @return for example {@code cpu}.
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The highest threshold that can be crossed at all, in its unit; the lowest is 1. */
  int max() {
    return max;
  }

  /** A reading with its unit, for people. */
  String text(final double reading) {
    return Double.isNaN(reading) ? "unknown" : Math.round(reading) + unit;
  }

  /** What explains it, the best first; what comes later is recorded where that cannot be. */
  List<ProfileEvent> events() {
    return events;
  }

  ServerCounter kept() {
    return kept;
  }

  ServerCounter skipped() {
    return skipped;
  }
}
