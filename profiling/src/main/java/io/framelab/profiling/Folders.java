package io.framelab.profiling;

import java.nio.file.Path;
import java.util.List;

/** Where files that live for a minute may go. Stateless; any thread may use it. */
final class Folders {
  private Folders() {}

  /** The first is the usual one; the others stand in where it cannot be written or executed. */
  static List<Path> usual() {
    return List.of(
        Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath(),
        Path.of("/dev/shm"),
        Path.of(System.getProperty("user.home"), ".cache", "framelab").toAbsolutePath());
  }
}
