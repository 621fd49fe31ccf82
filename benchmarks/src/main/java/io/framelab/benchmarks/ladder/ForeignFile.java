package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.process.Rung;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that the command of a server names which is not ours: the jar's commit says nothing of it,
 * and a command stays the same when its program is built anew. Immutable.
 *
 * @param word of the command.
 * @param bytes its size.
 * @param modifiedMs when it was written, in milliseconds since 1970.
 */
record ForeignFile(String word, long bytes, long modifiedMs) {
  /**
   * Looks at the files that commands name; what a program opens besides, nobody knows.
   *
   * @param rungs all servers.
   * @return one for each word that is a regular file now.
   */
  static List<ForeignFile> of(final List<Rung> rungs) {
    final List<ForeignFile> files = new ArrayList<>();
    try {
      for (final Rung rung : rungs) {
        if (!rung.ours()) {
          addAll(rung.command(), files);
        }
      }
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static void addAll(final List<String> words, final List<ForeignFile> files)
      throws IOException {
    for (final String word : words) {
      final Path path = Path.of(word);
      if (Files.isRegularFile(path)) {
        files.add(
            new ForeignFile(word, Files.size(path), Files.getLastModifiedTime(path).toMillis()));
      }
    }
  }
}
