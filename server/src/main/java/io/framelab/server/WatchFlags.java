package io.framelab.server;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.server.core.EngineFactory;
import io.framelab.server.watch.KeptProfiles;
import io.framelab.server.watch.Thresholds;
import io.framelab.server.watch.Trigger;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flags that keep profiles of bad moments. For the main thread. */
final class WatchFlags {
  @Option(
      names = "--profile-on",
      paramLabel = "THRESHOLDS",
      hidden = true,
      converter = ThresholdsConverter.class,
      description =
          "keeps a profile, a thread dump and a heap histogram when one of these is crossed for"
              + " some seconds: cpu>80%%,heap>85%%,threads>500,lag>50ms; needs --profile-dir")
  private Thresholds thresholds;

  @Option(
      names = "--profile-dir",
      paramLabel = "DIR",
      hidden = true,
      description = "where they are kept: 20 of them and 256 MiB at most, the oldest go first")
  private Path folder;

  /** Whether somebody wants it. */
  boolean areSet() {
    return thresholds != null;
  }

  /** What is watched; null if nobody wants it. */
  Thresholds thresholds() {
    return thresholds;
  }

  /** Refuses what contradicts itself, and what that engine has nothing to read for. */
  void check(final EngineFactory engine) {
    if (thresholds == null && folder != null) {
      throw RunFailure.usage(
          "--profile-dir '" + folder + "': say by --profile-on when to keep something there");
    }
    // an empty one is a variable of somebody's shell that is not set, and not where he stands
    if (thresholds != null && (folder == null || folder.toString().isEmpty())) {
      throw RunFailure.usage("--profile-on: say by --profile-dir where to keep profiles");
    }
    if (thresholds != null && thresholds.watch(Trigger.LAG) && engine.isBlocking()) {
      throw RunFailure.usage(
          "--profile-on lag: engine " + engine.engineName() + " has no event loop");
    }
  }

  /** The folder, made if need be; null if nobody wants it. */
  KeptProfiles openFolder() {
    try {
      return areSet() ? KeptProfiles.in(folder) : null;
    } catch (final IOException e) {
      throw new RunFailure(
          ExitCode.USAGE,
          "--profile-dir '"
              + folder
              + "': expected a folder that can be written: "
              + e.getMessage(),
          e);
    }
  }
}
