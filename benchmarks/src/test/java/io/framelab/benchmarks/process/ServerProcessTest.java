package io.framelab.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerProcessTest {
  @Test
  void shouldBeNotAvailableOnlyWhenTheServerFailedForThatReason() {
    final String said =
        "framelab serve: engine io_uring cannot run here: io_uring is not available: no ring";

    assertThat(ServerProcess.notAvailable(ExitCode.FAILED, said).orElseThrow())
        .hasMessage("no ring")
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.OK);
    assertThat(ServerProcess.notAvailable(ExitCode.USAGE, said)).isEmpty();
    assertThat(ServerProcess.notAvailable(ExitCode.FAILED, "port 8888 is taken")).isEmpty();
  }

  @Test
  void shouldKeepTheFlagsOfAJvmWithoutThePathsOfThisMachine() {
    assertThat(
            ServerProcess.jvmFlags(
                List.of("-XX:SharedArchiveFile=/home/me/a.jsa", "-Xmx1g", "-jar", "x.jar", "-c")))
        .containsExactly("-XX:SharedArchiveFile=…", "-Xmx1g");
    assertThat(ServerProcess.jvmFlags(List.of("8888", "1"))).isEmpty();
  }
}
