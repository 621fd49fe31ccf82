package io.framelab.benchmarks;

import io.framelab.codec.ShortLivedJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of our packaged programs, run to its end as a process. */
final class JarRun {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  static final String JAVA = ProcessHandle.current().info().command().orElseThrow();
  static final Path LOADGEN = ROOT.resolve("client-loadgen/target/framelab-loadgen.jar");
  static final Path BENCHMARKS = ROOT.resolve("benchmarks/target/framelab-benchmarks.jar");
  static final Path SERVER = ROOT.resolve("server/target/framelab-server.jar");

  private final int exitCode;
  private final String output;

  private JarRun(final int exitCode, final String output) {
    this.exitCode = exitCode;
    this.output = output;
  }

  /** Of a jar's own main class if none is named. */
  static JarRun of(final Path folder, final Path jar, final String main, final String... args)
      throws IOException, InterruptedException {
    return of(folder, Map.of(), jar, main, args);
  }

  /** With some variables in its environment. */
  static JarRun of(
      final Path folder,
      final Map<String, String> environment,
      final Path jar,
      final String main,
      final String... args)
      throws IOException, InterruptedException {
    final List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED"));
    if (jar != BENCHMARKS || main != null) {
      // JMH would pass them on to what it measures.
      command.addAll(ShortLivedJvm.FLAGS);
    }
    command.addAll(
        main == null ? List.of("-jar", jar.toString()) : List.of("-cp", jar.toString(), main));
    command.addAll(List.of(args));
    final Path output = Files.createTempFile(folder, "output", ".txt");
    final ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().remove("FRAMELAB_LAUNCHER");
    builder.environment().putAll(environment);
    final Process process = builder.directory(folder.toFile()).start();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new AssertionError("did not end: " + Files.readString(output));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new JarRun(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  int exitCode() {
    return exitCode;
  }

  /** Both streams. */
  String output() {
    return output;
  }
}
