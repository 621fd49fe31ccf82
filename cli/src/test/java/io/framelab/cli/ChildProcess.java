package io.framelab.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a process printed and ended with. Its output goes to files, so that it can never block. */
record ChildProcess(int exitCode, String out, String err) {
  private static final int TIMEOUT_SECONDS = 60;

  /**
   * Runs a command to its end.
   *
   * @param environment all of it; nothing is inherited.
   */
  static ChildProcess run(
      final Path folder, final Map<String, String> environment, final List<String> command)
      throws IOException, InterruptedException {
    final Path out = Files.createTempFile("child", ".out");
    final Path err = Files.createTempFile("child", ".err");
    try {
      final ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toAbsolutePath().toFile())
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      final Process process = builder.start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(command + " did not end; it printed " + Files.readString(err));
      }
      return new ChildProcess(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Java on the tests' own class path. */
  static List<String> java(final Class<?> main, final String... jvmFlags) {
    final String home = System.getProperty("java.home");
    final List<String> command = new ArrayList<>(List.of(home + "/bin/java"));
    command.addAll(List.of(jvmFlags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return command;
  }
}
