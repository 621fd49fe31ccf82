package io.framelab.cli;

import java.time.Duration;

/** The limits of a number or a time that a flag sets. Stateless; any thread. */
public final class Range {
  private Range() {}

  /**
   * Refuses a value outside its limits.
   *
   * @param flag its long name, with the dashes.
   * @param value what the user asked for.
   * @param min the least that is valid.
   * @param max the most that is valid.
   * @throws RunFailure with {@link ExitCode#USAGE} if the value is outside.
   */
  public static void check(final String flag, final long value, final long min, final long max) {
    if (value < min || value > max) {
      throw RunFailure.usage(flag + " '" + value + "': expected " + min + " to " + max);
    }
  }

  /**
   * Refuses a time outside its limits.
   *
   * @param flag its long name, with the dashes.
   * @param value what the user asked for.
   * @param min the least that is valid.
   * @param max the most that is valid.
   * @throws RunFailure with {@link ExitCode#USAGE} if the time is outside.
   */
  public static void check(
      final String flag, final Duration value, final Duration min, final Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw RunFailure.usage(
          "%s '%s': expected %s to %s"
              .formatted(
                  flag, Durations.format(value), Durations.format(min), Durations.format(max)));
    }
  }
}
