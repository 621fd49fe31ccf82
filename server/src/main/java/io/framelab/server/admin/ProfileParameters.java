package io.framelab.server.admin;

import java.time.Duration;

/**
 * What Go's endpoints make of their parameters, and the bound. Stateless; any thread may use it.
 */
final class ProfileParameters {
  private static final long LONGEST_S = 300;
  private static final long USUAL_S = 30;
  private static final String NO_SECONDS =
      "invalid value for \"seconds\" - must be a positive integer";

  /** Go has counted these since the program began; a JVM has to look for a while. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private ProfileParameters() {}

  /**
   * How long the processor is watched: half a minute unless told, as in Go, which takes what is no
   * positive number for nothing.
   *
   * @throws IllegalArgumentException if it is too long.
   */
  static Duration ofProfile(final HttpRequestHead request) {
    final long seconds = positive(request.parameter("seconds"));
    return bounded(seconds == 0 ? USUAL_S : seconds);
  }

  /**
   * How long everything else is recorded.
   *
   * @throws IllegalArgumentException if that is no time, too long, or text is asked for.
   */
  static Duration ofOthers(final HttpRequestHead request) {
    if (!hasSeconds(request)) {
      return LOOK;
    }
    final long seconds = positive(request.parameter("seconds"));
    if (seconds == 0) {
      throw new IllegalArgumentException(NO_SECONDS);
    }
    if (debug(request) != 0) {
      throw new IllegalArgumentException("seconds and debug params are incompatible");
    }
    return bounded(seconds);
  }

  /**
   * How long all that the JDK tells is recorded: parts of seconds count, as in Go, which takes what
   * is no positive number for one second.
   *
   * @throws IllegalArgumentException if it is too long.
   */
  static Duration ofTrace(final HttpRequestHead request) {
    final String text = request.parameter("seconds");
    final double seconds =
        text.matches("\\d{0,9}(\\.\\d{0,9})?") && text.matches(".*\\d.*")
            ? Double.parseDouble(text)
            : 0;
    bounded((long) Math.ceil(seconds));
    final long millis = Math.round(seconds * 1000);
    return millis == 0 ? Duration.ofSeconds(1) : Duration.ofMillis(millis);
  }

  /**
   * Looks whether no time is asked for, where there is no change to be seen in it.
   *
   * @throws IllegalArgumentException if some is.
   */
  static void checkIsForNow(final HttpRequestHead request) {
    if (hasSeconds(request)) {
      throw new IllegalArgumentException(
          positive(request.parameter("seconds")) == 0
              ? NO_SECONDS
              : "\"seconds\" parameter is not supported for this profile type");
    }
  }

  /** Whether it is what happens during some time that is asked for. */
  static boolean hasSeconds(final HttpRequestHead request) {
    return !request.parameter("seconds").isEmpty();
  }

  /** How much text is wanted; 0 for none, also where it is no number. */
  static int debug(final HttpRequestHead request) {
    final String debug = request.parameter("debug");
    return debug.matches("[+-]?\\d{1,9}") ? Integer.parseInt(debug) : 0;
  }

  /** 0 for what is no positive number. */
  private static long positive(final String text) {
    return text.matches("\\+?\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private static Duration bounded(final long seconds) {
    if (seconds > LONGEST_S) {
      throw new IllegalArgumentException(
          "profile duration exceeds the bound of " + LONGEST_S + " seconds");
    }
    return Duration.ofSeconds(seconds);
  }

  /**
   * Whether the recording itself is asked for.
   *
   * @throws IllegalArgumentException if it is something else that is asked for.
   */
  static boolean asksForRecording(final HttpRequestHead request) {
    return switch (request.parameter("format")) {
      case "" -> false;
      case "jfr" -> true;
      default -> throw new IllegalArgumentException("invalid value for \"format\" - must be jfr");
    };
  }
}
