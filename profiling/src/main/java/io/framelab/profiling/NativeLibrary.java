package io.framelab.profiling;

import java.io.IOException;
import java.nio.file.Path;
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

  private final String os;
  private final String arch;
  private final List<Path> folders;
  private final Loader loader;
  private AsyncProfiler profiler;
  private String whyNot;

  NativeLibrary(final String os, final String arch, final List<Path> folders, final Loader loader) {
    this.os = os;
    this.arch = arch;
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
    try {
      // what is loaded stays loaded
      NativeFile.extract(os, arch, folders, file -> profiler = loader.load(file.toString()))
          .close();
    } catch (final RecordingException e) {
      whyNot = e.getMessage();
    } catch (final IOException e) {
      // it is loaded; only its file is left
      return;
    }
  }
}
