package io.framelab.profiling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.profiler.AsyncProfiler;

/**
 * async-profiler's native code: taken out of its jar and loaded when it is first wanted, or the
 * reason why it cannot be. Its own loader knows one folder, and leaves the file there. Any thread
 * may use it.
 */
final class NativeLibrary {
  /** Does what {@link AsyncProfiler#getInstance(String)} does. */
  @FunctionalInterface
  interface Loader {
    /** Loads a file; only this class may, because native methods go to whoever loads them. */
    AsyncProfiler load(String file);
  }

  private final String platform;
  private final String resource;
  private final List<Path> folders;
  private final Loader loader;
  private AsyncProfiler profiler;
  private String whyNot;

  NativeLibrary(final String os, final String arch, final List<Path> folders, final Loader loader) {
    this.platform = os + " on " + arch;
    this.resource = NativeFile.resource(os, arch);
    this.folders = folders;
    this.loader = loader;
  }

  /** For the machine that this runs on. */
  static NativeLibrary ofThisMachine() {
    return new NativeLibrary(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Folders.usual(),
        AsyncProfiler::getInstance);
  }

  /**
   * Loads, the first time; later calls find the same.
   *
   * @throws RecordingException if it cannot be loaded; the message says why.
   */
  synchronized AsyncProfiler profiler() throws RecordingException {
    if (profiler == null && whyNot == null) {
      load();
    }
    if (profiler == null) {
      throw new RecordingException(whyNot, null);
    }
    return profiler;
  }

  /** Why it could not be loaded; empty as long as nobody has wanted it. */
  synchronized Optional<String> whyNot() {
    return Optional.ofNullable(whyNot);
  }

  private void load() {
    final String named = System.getProperty(NativeFile.NAMED);
    final List<String> reasons = new ArrayList<>();
    if (named != null) {
      tryTo(() -> loader.load(named), named, reasons);
    } else if (resource == null) {
      reasons.add("it has none for " + platform);
    } else {
      for (int i = 0; i < folders.size() && profiler == null; i++) {
        final Path folder = folders.get(i);
        tryTo(() -> from(folder), folder.toString(), reasons);
      }
    }
    if (profiler == null) {
      whyNot = "no native library of async-profiler: " + String.join("; ", reasons);
    }
  }

  /** Nothing that goes wrong here may hurt the server: errors of the linker are caught, too. */
  private void tryTo(final Attempt attempt, final String where, final List<String> reasons) {
    try {
      profiler = attempt.load();
    } catch (final IOException | RuntimeException | LinkageError e) {
      reasons.add(where + ": " + Reason.of(e));
    }
  }

  private AsyncProfiler from(final Path folder) throws IOException {
    final Path file = NativeFile.copy(resource, folder);
    try {
      return loader.load(file.toString());
    } finally {
      // what is loaded stays loaded
      Files.deleteIfExists(file);
    }
  }

  @FunctionalInterface
  private interface Attempt {
    AsyncProfiler load() throws IOException;
  }
}
