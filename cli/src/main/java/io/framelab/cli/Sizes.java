package io.framelab.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of sizes: {@code 512} (bytes), {@code 64KiB}, {@code 1MiB}. Stateless. */
public final class Sizes {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,10})(B|KiB|MiB)?");

  private Sizes() {}

  /**
   * Reads a size. The units are those of powers of two, spelled exactly: a "kB" that means 1000
   * here and 1024 there is refused.
   *
   * @param text as the user typed it.
   * @return bytes.
   * @throws IllegalArgumentException if it is no size, or not below 2 GiB.
   */
  public static int parse(final String text) {
    final Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a size such as 512, 64KiB or 1MiB");
    }
    final long bytes = Long.parseLong(matcher.group(1)) * factor(matcher.group(2));
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("expected less than 2 GiB");
    }
    return (int) bytes;
  }

  private static long factor(final String unit) {
    if (unit == null) {
      return 1;
    }
    return switch (unit) {
      case "KiB" -> 1024;
      case "MiB" -> 1024 * 1024;
      default -> 1;
    };
  }
}
