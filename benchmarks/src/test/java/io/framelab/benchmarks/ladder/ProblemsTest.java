package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.process.Rung;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Problems problems = new Problems();

  @Test
  void shouldEndWithTheWorstWhenSeveralFailed() {
    assertThat(problems.exitCode()).isEqualTo(ExitCode.OK);
    add("d", ExitCode.OK);
    assertThat(problems.exitCode()).isEqualTo(ExitCode.OK);
    add("a", ExitCode.INVALID_RUN);
    assertThat(problems.exitCode()).isEqualTo(ExitCode.INVALID_RUN);
    add("b", ExitCode.FAILED);
    assertThat(problems.exitCode()).isEqualTo(ExitCode.FAILED);
    add("c", ExitCode.PEER_VIOLATION);
    assertThat(problems.exitCode()).isEqualTo(ExitCode.PEER_VIOLATION);
  }

  @Test
  void shouldKeepAViolationWhenTheSameServerFailsLater() {
    add("a", ExitCode.PEER_VIOLATION);
    add("a", ExitCode.FAILED);

    assertThat(problems.exitCode()).isEqualTo(ExitCode.PEER_VIOLATION);
    assertThat(problems.text(rung("a"))).startsWith("broke the protocol: ");
    assertThat(problems.messages()).hasSize(2);
  }

  private void add(final String name, final int exitCode) {
    problems.add(rung(name), new RunFailure(exitCode, "x"));
  }

  private static Rung rung(final String name) {
    return new Rung(name, null, null, List.of(), false);
  }
}
