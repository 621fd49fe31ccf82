package io.framelab.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a run of {@link SampleCommand} ended with and what it printed. */
record Outcome(SampleCommand command, int exitCode, String out, String err) {
  static Outcome of(final String... args) {
    return of(new SampleCommand(), Map.of(), args);
  }

  static Outcome of(final Map<String, String> environment, final String... args) {
    return of(new SampleCommand(), environment, args);
  }

  static Outcome of(
      final SampleCommand command, final Map<String, String> environment, final String... args) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final int exitCode =
        new CommandRunner("SAMPLE", environment, new PrintStream(out), new PrintStream(err))
            .run(command, args);
    return new Outcome(
        command,
        exitCode,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }
}
