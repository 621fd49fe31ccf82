package io.framelab.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of durations: {@code 500ns}, {@code 100us}, {@code 1ms}, {@code 10s}, {@code 5m}.
 * Stateless.
 */
public final class Durations {
  /** Nobody waits longer, and whatever is computed with it fits a long of nanoseconds. */
  private static final Duration MAX = Duration.ofDays(365);

  /** As many digits as every long has room for. */
  private static final Pattern DURATION = Pattern.compile("(\\d{1,18})(ns|us|ms|s|m)");

  private Durations() {}

  /**
   * Reads a duration. A bare number is refused, because nobody can tell its unit.
   *
   * @param text as the user typed it.
   * @return zero to 365 days, in whole nanoseconds.
   * @throws IllegalArgumentException if it is no duration or a longer one.
   */
  public static Duration parse(final String text) {
    final Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a duration such as 100us, 1ms, 10s or 5m");
    }
    final long amount = Long.parseLong(matcher.group(1));
    final ChronoUnit unit = unit(matcher.group(2));
    // Not Duration.dividedBy: it computes with BigDecimal, whose first use a start would wait for.
    if (amount > MAX.toNanos() / unit.getDuration().toNanos()) {
      throw new IllegalArgumentException("expected at most " + format(MAX) + " (365 days)");
    }
    return Duration.of(amount, unit);
  }

  private static ChronoUnit unit(final String name) {
    return switch (name) {
      case "ns" -> ChronoUnit.NANOS;
      case "us" -> ChronoUnit.MICROS;
      case "ms" -> ChronoUnit.MILLIS;
      case "s" -> ChronoUnit.SECONDS;
      default -> ChronoUnit.MINUTES;
    };
  }

  /**
   * Writes a duration so that {@link #parse} reads the same again.
   *
   * @param duration zero to 365 days, in whole nanoseconds.
   * @return the largest unit without a remainder.
   */
  public static String format(final Duration duration) {
    final long ns = duration.toNanos();
    if (ns % 1_000 != 0) {
      return ns + "ns";
    }
    final long us = ns / 1_000;
    if (us % 1_000 != 0) {
      return us + "us";
    }
    if (us % 1_000_000 != 0) {
      return us / 1_000 + "ms";
    }
    return us % 60_000_000 != 0 || us == 0 ? us / 1_000_000 + "s" : us / 60_000_000 + "m";
  }
}
