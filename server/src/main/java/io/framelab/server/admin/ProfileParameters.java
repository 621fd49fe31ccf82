package io.framelab.server.admin;

import java.time.Duration;

/**
 * What Go's endpoints make of their parameters, and the bound. Stateless; any thread may use it.
 */
final class ProfileParameters {
  private static final long LONGEST_S = 300;
  private static final long USUAL_S = 30;

  private ProfileParameters() {}

  /**
   * How long the processor is watched: half a minute unless told, as in Go, which takes what is no
   * positive number for nothing.
   *
   * @throws IllegalArgumentException if it is too long.
   */
  static Duration ofProfile(final HttpRequestHead request) {
    final String seconds = request.parameter("seconds");
    return bounded(seconds.matches("\\+?\\d{1,18}") ? Long.parseLong(seconds) : 0);
  }

  private static Duration bounded(final long seconds) {
    if (seconds > LONGEST_S) {
      throw new IllegalArgumentException(
          "profile duration exceeds the bound of " + LONGEST_S + " seconds");
    }
    return Duration.ofSeconds(seconds == 0 ? USUAL_S : seconds);
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
