package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.ShortLivedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only the default chooses a transport; who names an engine gets that one or the reason. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TransportChoiceIT {
  private static final long PATIENCE_S = 30;

  /** Netty's own switch: its native libraries are then as good as missing. */
  private static final List<String> NO_NATIVE = List.of("-Dio.netty.transport.noNative=true");

  @TempDir private Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldServeOwnedOnEpollUnlessToldOtherwise() throws Exception {
    try (ServerJar server = ServerJar.start()) {
      assertThat(server.engine()).isEqualTo("owned");
      assertThat(server.transport()).isEqualTo("epoll");
      assertThat(server.stderr()).isEmpty();
    }
  }

  @Test
  void shouldServeOwnedOnNioAndSayWhyWhenEpollIsMissing() throws Exception {
    try (ServerJar server = ServerJar.start(NO_NATIVE)) {
      assertThat(server.engine()).isEqualTo("owned");
      assertThat(server.transport()).isEqualTo("nio");
      assertThat(server.stderr()).hasLineCount(1).contains("epoll is not available", "noNative");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"EPOLL", "OWNED", "IO_URING"})
  void shouldSayWhyAndExitOneWhenANamedEngineCannotRun(final Engine engine) throws Exception {
    final Path stdout = folder.resolve("stdout");
    final Path stderr = folder.resolve("stderr");
    final List<String> command = ServerJar.command("--engine", engine.engineName(), "--port", "0");
    command.addAll(1, NO_NATIVE);
    command.addAll(1, ShortLivedJvm.FLAGS);
    final Process process =
        new ProcessBuilder(command)
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile())
            .start();
    assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    assertThat(stderr)
        .content()
        .hasLineCount(1)
        .contains("engine " + engine.engineName() + " cannot run here: ", "noNative");
    assertThat(Files.size(stdout)).isZero();
    assertThat(process.exitValue()).isEqualTo(1);
  }
}
