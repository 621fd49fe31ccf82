package io.framelab.profiling;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * async-profiler's native code as a file, for whoever loads it by himself, such as JMH in the
 * processes that it starts. Whoever got it closes it, and the file goes. Immutable.
 */
public final class NativeFile implements AutoCloseable {
  /** Names a library to load as it is, and nothing else then; the profiler's own property. */
  static final String NAMED = "one.profiler.libraryPath";

  private static final String FILE = "libasyncProfiler.so";

  /** Tries whether a file can be loaded where it lies. */
  @FunctionalInterface
  public interface Trial {
    /**
     * Loads it.
     *
     * @param file that lies there now.
     * @throws IOException if it cannot be loaded; the message says why.
     */
    void load(Path file) throws IOException;
  }

  private final Path path;
  private final boolean ours;

  private NativeFile(final Path path, final boolean ours) {
    this.path = path;
    this.ours = ours;
  }

  /**
   * Takes it out of its jar, into the first folder from which it can be loaded.
   *
   * @param trial loads it.
   * @return the file.
   * @throws RecordingException if there is no such folder, or nothing for this machine.
   */
  public static NativeFile extract(final Trial trial) throws RecordingException {
    return extract(
        System.getProperty("os.name"), System.getProperty("os.arch"), Folders.usual(), trial);
  }

  /** For any machine, into the first of these folders. */
  static NativeFile extract(
      final String os, final String arch, final List<Path> folders, final Trial trial)
      throws RecordingException {
    final String named = System.getProperty(NAMED);
    final List<String> reasons = new ArrayList<>();
    if (named != null) {
      final NativeFile file = new NativeFile(Path.of(named), false);
      if (file.loads(trial, reasons)) {
        return file;
      }
      throw failure(reasons);
    }
    final String resource = resource(os, arch);
    if (resource == null) {
      throw failure(List.of("it has none for " + os + " on " + arch));
    }
    for (final Path folder : folders) {
      try {
        final NativeFile file = new NativeFile(copy(resource, folder), true);
        if (file.loads(trial, reasons)) {
          return file;
        }
        file.close();
      } catch (final IOException e) {
        reasons.add(folder + ": " + Reason.of(e));
      }
    }
    throw failure(reasons);
  }

  /** Nothing that goes wrong here may hurt the program: errors of the linker are caught, too. */
  private boolean loads(final Trial trial, final List<String> reasons) {
    try {
      trial.load(path);
      return true;
    } catch (final IOException | RuntimeException | LinkageError e) {
      reasons.add((ours ? path.getParent() : path) + ": " + Reason.of(e));
      return false;
    }
  }

  private static RecordingException failure(final List<String> reasons) {
    return new RecordingException(
        "no native library of async-profiler: " + String.join("; ", reasons), null);
  }

  /** What the jar has for a machine; null if nothing. */
  static String resource(final String os, final String arch) {
    if (os.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return "/macos/" + FILE;
    }
    if (!os.toLowerCase(Locale.ROOT).startsWith("linux")) {
      return null;
    }
    return switch (arch.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> "/linux-x64/" + FILE;
      case "aarch64", "arm64" -> "/linux-arm64/" + FILE;
      default -> null;
    };
  }

  /** A copy that the caller deletes; none is left if this fails. */
  static Path copy(final String resource, final Path folder) throws IOException {
    Files.createDirectories(folder);
    final Path file = Files.createTempFile(folder, "framelab-async-profiler-", ".so");
    try (InputStream in = NativeFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException("the jar has no " + resource);
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (final IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /**
   * Where it lies.
   *
   * @return a file that can be loaded.
   */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (ours) {
      Files.deleteIfExists(path);
    }
  }
}
