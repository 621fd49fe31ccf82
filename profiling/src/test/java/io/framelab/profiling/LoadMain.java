package io.framelab.profiling;

import java.nio.file.Path;
import java.util.Arrays;
import one.profiler.AsyncProfiler;

/** Loads the native library from the first of the folders in its arguments that allows it. */
final class LoadMain {
  private LoadMain() {}

  public static void main(final String[] folders) {
    final NativeLibrary library =
        new NativeLibrary(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Arrays.stream(folders).map(Path::of).toList(),
            AsyncProfiler::getInstance);
    try {
      System.out.println("loaded " + library.profiler().getVersion());
    } catch (final RecordingException e) {
      System.out.println(e.getMessage());
    }
  }
}
