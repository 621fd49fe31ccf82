package io.framelab.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.server.Engine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RungTest {
  @Test
  void shouldStartAnEngineWithItsFlagsWhenItIsOurs() {
    final Rung rung = Rung.of(Engine.BUFFERED, List.of("./framelab", "serve"));

    assertThat(rung.command(new Ports(1, 2)))
        .containsExactly(
            "./framelab", "serve", "--engine", "buffered", "--port", "1", "--metrics", "2");
    assertThat(rung.parent()).isEqualTo("unbuffered");
  }

  @Test
  void shouldBeProfiledByFlagsThatNobodyElseGets() {
    final Rung launched = Rung.of(Engine.BUFFERED, List.of("./framelab", "serve"));
    final Rung started = Rung.of(Engine.BUFFERED, List.of("java", "-jar", "server.jar"));

    assertThat(launched.profiled().command(new Ports(0, 0)))
        .startsWith("./framelab", "serve", "--engine")
        .endsWith("--pprof", "0");
    assertThat(started.profiled().command(new Ports(0, 0)))
        .startsWith("java", "-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints", "-jar")
        .endsWith("--pprof", "0");
    assertThat(started.command(new Ports(0, 0)))
        .startsWith("java", "-jar")
        .doesNotContain("--pprof");
  }

  @Test
  void shouldPutThePortIntoTheCommandWhenItIsForeign() {
    final Rung rung = Rung.foreign("c = ./limit_server --listen=127.0.0.1:{port} 1");

    assertThat(rung.name()).isEqualTo("c");
    assertThat(rung.command(new Ports(4711, 0)))
        .containsExactly("./limit_server", "--listen=127.0.0.1:4711", "1");
  }

  @Test
  void shouldTellOnlyACommandThatTheUserGave() {
    assertThat(Rung.foreign("c = ./limit_server {port}").given())
        .containsExactly("./limit_server", "{port}");
    assertThat(Rung.of(Engine.UNBUFFERED, List.of("/path/framelab", "serve")).given()).isNull();
    assertThat(Rung.yardstick(Path.of("/path/limit_server"), 1).given()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"c=./limit_server 8888", "c", "=./limit_server {port}", "c='{port}", "c="})
  void shouldRefuseWhenAServerCannotBeStarted(final String nameAndCommand) {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> Rung.foreign(nameAndCommand))
        .withMessageStartingWith("--server '" + nameAndCommand + "': ")
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.USAGE);
  }
}
