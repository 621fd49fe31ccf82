package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, run to its end: native code is loaded once, and for good. */
record Child(int exitCode, String stdout, String stderr) {
  private static final int PATIENCE_S = 60;

  /** Runs a main class of these tests, which the JVM's flags come before. */
  static Child run(final Class<?> main, final List<String> flags, final String... arguments)
      throws IOException, InterruptedException {
    return run(List.of(), main, flags, arguments);
  }

  /** The same, started by another program, for example as another user. */
  static Child run(
      final List<String> starter,
      final Class<?> main,
      final List<String> flags,
      final String... arguments)
      throws IOException, InterruptedException {
    final List<String> command = new ArrayList<>(starter);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-ea"));
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    final Path stdout = Files.createTempFile("child", ".out");
    final Path stderr = Files.createTempFile("child", ".err");
    try {
      final Process process =
          new ProcessBuilder(command)
              .redirectOutput(stdout.toFile())
              .redirectError(stderr.toFile())
              .start();
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      assertThat(process.waitFor()).as(() -> readable(stderr)).isZero();
      return new Child(process.exitValue(), readable(stdout), readable(stderr));
    } finally {
      Files.delete(stdout);
      Files.delete(stderr);
    }
  }

  private static String readable(final Path file) {
    try {
      return Files.readString(file);
    } catch (final IOException e) {
      throw new AssertionError(e);
    }
  }
}
