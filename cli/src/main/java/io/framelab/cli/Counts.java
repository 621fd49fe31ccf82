package io.framelab.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of counts: {@code 250}, {@code 10k} (thousand), {@code 5m} (million). Stateless. */
public final class Counts {
  private static final Pattern COUNT = Pattern.compile("(-?\\d{1,19})([km]?)");

  private Counts() {}

  /**
   * Reads a count.
   *
   * @param text as the user typed it.
   * @return the number; a minus sign is taken, for whoever wants one.
   * @throws IllegalArgumentException if it is no count, or more than a long holds.
   */
  public static long parse(final String text) {
    final Matcher matcher = COUNT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a count such as 250, 10k or 5m");
    }
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor(matcher.group(2)));
    } catch (final NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException("expected at most " + Long.MAX_VALUE, e);
    }
  }

  /**
   * Reads a count that an int holds.
   *
   * @param text as the user typed it.
   * @return the number; a minus sign is taken, for whoever wants one.
   * @throws IllegalArgumentException if it is no count, or more than an int holds.
   */
  public static int parseInt(final String text) {
    final long count = parse(text);
    if (count != (int) count) {
      throw new IllegalArgumentException("expected at most " + Integer.MAX_VALUE);
    }
    return (int) count;
  }

  private static long factor(final String unit) {
    return switch (unit) {
      case "k" -> 1_000;
      case "m" -> 1_000_000;
      default -> 1;
    };
  }
}
