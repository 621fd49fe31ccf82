package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.ExitCode;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a packaged server whose handler takes all of the heap. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HeapExhaustionIT {
  @ParameterizedTest
  @ValueSource(strings = {"owned", "buffered"})
  @DisplayName("R13: a handler exhausts the heap: the process ends with 70, nothing is acked")
  void shouldExitSeventyWhenAHandlerExhaustsTheHeap(final String engine) throws Exception {
    try (ServerJar server =
            ServerJar.start(
                List.of("-Xmx32m"),
                "--engine",
                engine,
                "--handler",
                GluttonHandler.class.getName(),
                "--handler-path",
                Path.of("target", "test-classes").toString());
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.submit(1, new byte[0]);
      assertThat(peer.receive(FrameDescriptor.ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(1, 1));
      peer.submit(2, new byte[1]);
      assertThat(server.awaitExit()).isEqualTo(ExitCode.HEAP_EXHAUSTED);
      assertThat(rest(peer)).isEmpty();
    }
  }

  /** What came before the process ended. */
  private static byte[] rest(final RawPeer peer) {
    try {
      return peer.receiveToEnd();
    } catch (final IOException reset) {
      return new byte[0];
    }
  }
}
