package io.framelab.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.Once;
import io.framelab.server.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers as a configuration has them. */
@Timeout(30)
class WorkersTest {
  @ParameterizedTest
  @Once
  @CsvSource({"-1, 1", "1025, 1", "1, 0", "1, 1048577"})
  void shouldRefuseWhatIsOutOfBounds(final int threads, final int queue) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Workers(threads, queue))
        .withMessageContaining("but must be from");
  }

  @ParameterizedTest
  @Once
  @EnumSource
  void shouldRefuseWorkersUnlessTheEngineIsHardened(final Engine engine) {
    final ServerConfig config = ServerConfig.of(engine);
    assertThat(config.workers().areOn()).isFalse();
    if (engine.isHardened()) {
      assertThat(config.workers(Workers.of(2)).workers()).isEqualTo(new Workers(2, 1024));
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> config.workers(Workers.of(2)))
          .withMessageContaining(engine.engineName())
          .withMessageContaining("workers");
    }
  }

  @Test
  void shouldLeaveNoWorkerWhenTheServerCannotStart() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      final ServerConfig config =
          ServerConfig.of(Engine.best()).port(taken.getLocalPort()).workers(Workers.of(2));
      assertThatThrownBy(() -> Server.start(config, submission -> ResultCode.OK))
          .isInstanceOf(IOException.class);
      WorkerThreads.awaitNone();
    }
  }
}
