package io.framelab.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The file that {@code --out} names. Stateless; any thread. */
public final class OutFile {
  private OutFile() {}

  /**
   * Refuses what cannot be written: whoever waits for a result must not learn so at the end.
   *
   * @param file as the user named it; null if there is none.
   * @throws RunFailure with {@link ExitCode#USAGE} if it cannot be written.
   */
  public static void check(final Path file) {
    if (file == null) {
      return;
    }
    final Path folder = file.toAbsolutePath().getParent();
    final boolean writable =
        Files.exists(file)
            ? !Files.isDirectory(file) && Files.isWritable(file)
            : folder != null && Files.isWritable(folder);
    if (!writable) {
      throw RunFailure.usage("--out '" + file + "': expected a file that can be written");
    }
  }
}
