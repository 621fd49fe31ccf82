package io.framelab.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The bare C server that shows what the machine can do. Built where a C compiler is found.
 * Stateless.
 */
public final class Yardstick {
  /** Its row, and its name among those of {@code --engines}. */
  public static final String NAME = "limit_server";

  /** Names of C compilers, the usual one first. */
  public static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

  private static final long MAX_BUILD_S = 60;

  private Yardstick() {}

  /**
   * Builds it, unless it is newer than its source.
   *
   * @param source in C.
   * @param folder where the program goes.
   * @param compilers to look for, the first that is there is used.
   * @return the program.
   * @throws IOException if that cannot be done; the message is for people.
   * @throws InterruptedException if the thread is, while the compiler runs.
   */
  public static Path build(final Path source, final Path folder, final List<String> compilers)
      throws IOException, InterruptedException {
    if (!Files.isRegularFile(source)) {
      throw new IOException("there is no " + source);
    }
    final Path program = folder.resolve(NAME);
    if (!Files.exists(program) || isOlder(program, source)) {
      Files.createDirectories(folder);
      // Moved when it is complete, so that nobody ever starts half a program.
      final Path built = Files.createTempFile(folder, NAME, ".tmp");
      try {
        compile(source, built, compilers);
        Files.move(built, program, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(built);
      }
    }
    return program;
  }

  private static boolean isOlder(final Path program, final Path source) throws IOException {
    return Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(source)) < 0;
  }

  private static void compile(final Path source, final Path built, final List<String> compilers)
      throws IOException, InterruptedException {
    for (final String compiler : compilers) {
      final ProcessBuilder builder =
          new ProcessBuilder(
                  compiler,
                  "-O2",
                  "-march=native",
                  "-pthread",
                  "-o",
                  built.toString(),
                  source.toString())
              .redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      final Process process;
      try {
        process = builder.start();
      } catch (final IOException e) {
        // Not here; the next one may be.
        continue;
      }
      await(compiler, process);
      return;
    }
    throw new IOException("no C compiler found (" + String.join(", ", compilers) + ")");
  }

  private static void await(final String compiler, final Process process)
      throws IOException, InterruptedException {
    try {
      final String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(MAX_BUILD_S, TimeUnit.SECONDS)) {
        throw new IOException(compiler + " does not end");
      }
      if (process.exitValue() != 0) {
        throw new IOException(compiler + " failed: " + firstError(said));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static String firstError(final String said) {
    return said.lines()
        .filter(line -> line.contains("error"))
        .findFirst()
        .orElseGet(() -> said.lines().findFirst().orElse("it said nothing"));
  }
}
