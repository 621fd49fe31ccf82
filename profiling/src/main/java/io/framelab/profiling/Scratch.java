package io.framelab.profiling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder for recordings that nobody else on the machine can read, in the first place that can be
 * written. Any thread may use it; its owner closes it, and what is left in it goes. What a process
 * left that was killed goes when the next makes its own.
 */
final class Scratch implements AutoCloseable {
  private final Path folder;
  private final String whyNot;

  private Scratch(final Path folder, final String whyNot) {
    this.folder = folder;
    this.whyNot = whyNot;
  }

  /** Tries one place after the other; if all fail, {@link #newFile} says why. */
  static Scratch in(final List<Path> places) {
    final List<String> reasons = new ArrayList<>();
    for (final Path place : places) {
      try {
        return new Scratch(makeIn(place), null);
      } catch (final IOException e) {
        reasons.add(place + ": " + Reason.of(e));
      }
    }
    return new Scratch(null, "no folder for recordings: " + String.join("; ", reasons));
  }

  private static Path makeIn(final Path place) throws IOException {
    // the profiler's commands are parted by commas, and expand what follows a per cent sign
    if (place.toString().matches(".*[,%].*")) {
      throw new IOException("a path with a comma or a per cent sign cannot be used");
    }
    Files.createDirectories(place);
    final Path folder = Files.createTempDirectory(place, StaleFolders.prefix());
    StaleFolders.removeFrom(place, folder);
    return folder;
  }

  /** Where recordings are while they last, or why nowhere; for people. */
  String where() {
    return folder == null ? whyNot : "in " + folder + " while they last";
  }

  /**
   * A new empty file.
   *
   * @throws RecordingException if there is no place for it.
   */
  Path newFile() throws RecordingException {
    if (folder == null) {
      throw new RecordingException(whyNot, null);
    }
    try {
      return Files.createTempFile(folder, "", ".jfr");
    } catch (final IOException e) {
      throw new RecordingException("no file for a recording: " + Reason.of(e), e);
    }
  }

  @Override
  public void close() {
    if (folder == null) {
      return;
    }
    try {
      StaleFolders.delete(folder);
    } catch (final IOException e) {
      // nobody can do more about it: the system clears its temporary folders
      return;
    }
  }
}
