package io.framelab.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of durations: {@code 100us}, {@code 1ms}, {@code 10s}, {@code 5m}. Stateless. */
public final class Durations {
  // Twelve digits of minutes still fit a Duration; the years they make need no limit of their own.
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(us|ms|s|m)");

  private Durations() {}

  /**
   * Reads a duration. A bare number is refused, because nobody can tell its unit.
   *
   * @param text as the user typed it.
   * @return zero or more.
   * @throws IllegalArgumentException if it is no duration.
   */
  public static Duration parse(final String text) {
    final Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a duration such as 100us, 1ms, 10s or 5m");
    }
    final long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "us" -> Duration.ofNanos(amount * 1_000);
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
  }

  /**
   * Writes a duration so that {@link #parse} reads the same again.
   *
   * @param duration zero or more, in whole microseconds.
   * @return the largest unit without a remainder.
   */
  public static String format(final Duration duration) {
    final long us =
        Math.addExact(
            Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
    if (us % 1_000 != 0) {
      return us + "us";
    }
    if (us % 1_000_000 != 0) {
      return us / 1_000 + "ms";
    }
    return us % 60_000_000 != 0 || us == 0 ? us / 1_000_000 + "s" : us / 60_000_000 + "m";
  }
}
