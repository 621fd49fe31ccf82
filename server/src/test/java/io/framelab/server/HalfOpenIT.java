package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that are gone without a word. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HalfOpenIT {
  private static final String ESTABLISHED = "01";

  @Test
  @DisplayName("R03: the wire to a peer is cut: the connection ends when it was idle for too long")
  void shouldForgetAPeerWhenItsWireIsCut() throws Exception {
    final List<ServerJar> servers = new ArrayList<>();
    try (Namespace elsewhere = Namespace.assumeAllowed()) {
      for (final Deployed deployed : Deployed.values()) {
        servers.add(deployed.start("--bind", "0.0.0.0", "--idle-timeout", "1s"));
      }
      for (final ServerJar server : servers) {
        assertThat(elsewhere.firstLineOf(peerOf(server, elsewhere)))
            .as("bytes of an ack")
            .isEqualTo(Integer.toString(FrameDescriptor.ACK_LENGTH));
      }
      elsewhere.cut();
      for (final ServerJar server : servers) {
        assertForgets(server);
      }
    } finally {
      servers.forEach(ServerJar::close);
    }
  }

  /** Says how many bytes came for a Submit, and stays. */
  private static String peerOf(final ServerJar server, final Namespace elsewhere) {
    final String frame = HexFormat.of().formatHex(RawPeer.submitFrame(1, new byte[5]));
    return "exec 3<>/dev/tcp/%s/%d; printf '%s' >&3; head -c %d <&3 | wc -c; sleep 60"
        .formatted(
            elsewhere.outerAddress(),
            server.port(),
            frame.replaceAll("..", "\\\\x$0"),
            FrameDescriptor.ACK_LENGTH);
  }

  private static void assertForgets(final ServerJar server) throws Exception {
    final String idle =
        "tcp_server_connections_closed_total{engine=\"%s\",reason=\"idle\"}"
            .formatted(server.engine());
    Await.until(
        () -> server.metric(idle) == 1 && server.metric("tcp_server_client_connected") == 0,
        () -> server.engine() + " on " + server.transport() + " still has it");
    assertThat(established(server.port())).isZero();
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
