package io.framelab.benchmarks.ladder;

import io.framelab.cli.Durations;
import io.framelab.cli.Range;
import io.framelab.cli.RunFailure;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The flags of profiles. Filled by picocli. */
final class ProfileFlags {
  private static final String TIME = "--profile-time";
  private static final String USUAL = "5s";

  /** The server counts in seconds, up to five minutes. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Option(
      names = "--profile",
      description =
          "after all that is measured, run each engine once more and keep where it spends its time"
              + " and what it allocates, as flame graphs and for go tool pprof, and what has"
              + " changed since the engine it comes from")
  boolean profile;

  @Option(
      names = TIME,
      hidden = true,
      paramLabel = "TIME",
      description =
          "with --profile: of each recording, in whole seconds; " + USUAL + " unless told")
  private Duration time;

  /** Refuses what cannot be recorded, before anything is started. */
  void check() {
    if (time != null && !profile) {
      throw RunFailure.usage(TIME + " needs --profile");
    }
    Range.check(TIME, time(), SHORTEST, LONGEST);
  }

  /** How long each recording takes. */
  Duration time() {
    return time == null ? Durations.parse(USUAL) : time;
  }
}
