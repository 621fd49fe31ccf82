package io.framelab.cli;

/** The limits of a number that a flag sets. Stateless; any thread. */
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
}
