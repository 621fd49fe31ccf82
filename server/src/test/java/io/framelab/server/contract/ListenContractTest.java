package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.DisplayName;

class ListenContractTest {
  @EveryEngine
  @DisplayName("a port that is taken: the place is named, and no thread is left")
  void shouldSayWhereItCannotListenWhenThePortIsTaken(final EngineUnderTest engine)
      throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      final int port = taken.getLocalPort();
      assertThatThrownBy(() -> Server.start(engine.config().port(port), s -> ResultCode.OK))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + port);
      IoThreads.awaitNone();
    }
  }
}
