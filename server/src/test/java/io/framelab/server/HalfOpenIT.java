package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers that are gone without a word. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HalfOpenIT {
  private static final String ESTABLISHED = "01";

  @ParameterizedTest
  @EnumSource
  @DisplayName("R03: the wire to a peer is cut: the connection ends when it was idle for too long")
  void shouldForgetAPeerWhenItsWireIsCut(final Deployed deployed) throws Exception {
    try (Namespace elsewhere = Namespace.assumeAllowed();
        ServerJar server = deployed.start("--bind", "0.0.0.0", "--idle-timeout", "1s")) {
      final String frame = HexFormat.of().formatHex(RawPeer.submitFrame(1, new byte[5]));
      final String answered =
          elsewhere.firstLineOf(
              ("exec 3<>/dev/tcp/%s/%d; printf '%s' >&3; head -c %d <&3 | wc -c; sleep 60")
                  .formatted(
                      elsewhere.outerAddress(),
                      server.port(),
                      frame.replaceAll("..", "\\\\x$0"),
                      FrameDescriptor.ACK_LENGTH));
      assertThat(answered).isEqualTo(Integer.toString(FrameDescriptor.ACK_LENGTH));
      elsewhere.cut();
      final String idle =
          "tcp_server_connections_closed_total{engine=\"%s\",reason=\"idle\"}"
              .formatted(server.engine());
      Await.until(() -> server.metric(idle) == 1, () -> "it was not ended");
      Await.until(
          () -> server.metric("tcp_server_client_connected") == 0, () -> "it is still there");
      assertThat(established(server.port())).isZero();
    }
  }

  /** Connections of that port which the system still takes for open. */
  private static long established(final int port) {
    return Stream.of("tcp", "tcp6")
        .flatMap(table -> ServerJar.linesOf(Path.of("/proc/net", table)).stream())
        .map(line -> line.trim().split("\\s+"))
        .filter(row -> row[1].endsWith(":%04X".formatted(port)))
        .filter(row -> row[3].equals(ESTABLISHED))
        .count();
  }
}
