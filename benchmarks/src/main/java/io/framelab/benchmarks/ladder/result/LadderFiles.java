package io.framelab.benchmarks.ladder.result;

import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.cli.ExitCode;
import io.framelab.cli.OutFile;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a ladder as JSON and as Markdown. Stateless. */
public final class LadderFiles {
  private LadderFiles() {}

  /**
   * Refuses a folder in which both files could not be written: whoever waits for a ladder must not
   * learn so at its end.
   *
   * @param folder made if it is missing.
   * @param name of the files, without what follows the dot.
   * @throws RunFailure for the user, as usage.
   */
  public static void check(final Path folder, final String name) {
    try {
      Files.createDirectories(folder);
    } catch (final IOException e) {
      throw RunFailure.usage("--out '" + folder + "': expected a folder that can be written: " + e);
    }
    OutFile.check(folder.resolve(name + ".json"));
    OutFile.check(folder.resolve(name + ".md"));
  }

  /**
   * Writes both files.
   *
   * @param result of a ladder.
   * @param folder made if it is missing.
   * @param name of the files, without what follows the dot.
   * @throws RunFailure for the user, if that cannot be done.
   */
  public static void write(final LadderResult result, final Path folder, final String name) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name + ".json"), ResultFiles.json(result));
      Files.writeString(folder.resolve(name + ".md"), LadderPage.of(result));
    } catch (final IOException e) {
      throw new RunFailure(ExitCode.FAILED, "cannot write the result to " + folder + ": " + e, e);
    }
  }

  /**
   * Reads what was written, now or by an earlier version: what that did not have is missing.
   *
   * @param file of JSON.
   * @throws IOException if that cannot be done.
   */
  static LadderResult read(final Path file) throws IOException {
    return ResultFiles.MAPPER.readValue(file.toFile(), LadderResult.class);
  }
}
