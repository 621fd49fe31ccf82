package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers can make of what operators look at, and where they can look. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class OperatorSurfaceIT {
  private static final int MAX_SERIES = 200;
  private static final int BATCH = 1_000;
  private static final int COMMANDS = 256;
  private static final String LOOPBACK = "0100007F";

  @Test
  @DisplayName("S02: many ids, all commands, many addresses: as many series as before, at most 200")
  void shouldExposeAsManySeriesWhateverPeersSend() throws Exception {
    final int ids = LongRun.or(20_000, 1_000_000);
    final int addresses = LongRun.or(300, 10_000);
    try (ServerJar server =
        ServerJar.start("--accept-rate", "off", "--max-connections-per-ip", "off")) {
      server.collect();
      final Set<String> before = series(server);
      try (RawPeer peer = RawPeer.connect(server.port())) {
        for (long id = 0; id < ids; id += BATCH) {
          final long first = id * 0x9E3779B97F4A7C15L;
          peer.send(RawPeer.submitFrames(first, BATCH, new byte[5]));
          assertThat(peer.receive(BATCH * FrameDescriptor.ACK_LENGTH))
              .isEqualTo(RawPeer.ackFrames(first, BATCH));
        }
      }
      for (int command = 0; command < COMMANDS; command++) {
        try (RawPeer peer = RawPeer.connect(server.port())) {
          peer.send("0000000d%02x0102030405060708".formatted(command)).halfClose();
          peer.receiveToEnd();
        }
      }
      for (int i = 0; i < addresses; i++) {
        final String address = "127.1.%d.%d".formatted(i / 250, i % 250 + 1);
        try (RawPeer peer = RawPeer.connectFrom(address, server.port())) {
          peer.submit(i, new byte[5]).halfClose();
          assertThat(peer.receiveToEnd()).isEqualTo(RawPeer.ackFrames(i, 1));
        }
      }
      final int connections = 1 + COMMANDS + addresses;
      Await.until(
          () -> server.metric("tcp_server_connections_closed_total") == connections,
          () -> "some connections have not ended");
      final Set<String> after = series(server);
      System.out.printf(
          "%d ids, %d commands, %d addresses: %d series, %d before%n",
          ids, COMMANDS, addresses, after.size(), before.size());
      assertThat(after).isEqualTo(before).hasSizeLessThanOrEqualTo(MAX_SERIES);
    }
  }

  /**
   * Names with their labels. Those of the collector's pauses come with the first of each kind, and
   * there are few kinds; peers can make it collect, as anything does.
   */
  private static Set<String> series(final ServerJar server) throws Exception {
    return server
        .metrics()
        .lines()
        .filter(line -> !line.startsWith("#") && !line.startsWith("jvm_gc_"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  @DisplayName("S03: bound to all addresses, the data port alone is open to others")
  void shouldOpenTheDataPortAloneWhenBoundToAllAddresses() throws Exception {
    try (ServerJar server = ServerJar.start("--bind", "0.0.0.0");
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.submit(1, new byte[5]);
      assertThat(peer.receive(FrameDescriptor.ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(1, 1));
      assertThat(server.metrics()).contains("tcp_server_client_connected");
      assertThat(server.pprof()).isEqualTo("off");
      assertThat(openToOthers(server)).containsExactly(server.port());
      new Socket("127.0.0.2", server.port()).close();
      assertThatThrownBy(() -> new Socket("127.0.0.2", server.metricsPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  @DisplayName("S03: from another host, the data port is reached and no other")
  void shouldReachTheDataPortAloneFromAnotherHost() throws Exception {
    try (Namespace elsewhere = Namespace.assumeAllowed();
        ServerJar server = ServerJar.start("--bind", "0.0.0.0", "--pprof", "0")) {
      final String address = elsewhere.outerAddress();
      assertThat(elsewhere.reaches(address, server.port())).isTrue();
      assertThat(elsewhere.reaches(address, server.metricsPort())).isFalse();
      assertThat(elsewhere.reaches(address, server.pprofPort())).isFalse();
    }
  }

  /** Every port on which that process, with whatever is in it, listens for more than loopback. */
  private static List<Integer> openToOthers(final ServerJar server) throws IOException {
    final Set<String> sockets;
    try (Stream<Path> files = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
      sockets = files.map(OperatorSurfaceIT::target).collect(Collectors.toSet());
    }
    return Stream.of("tcp", "tcp6")
        .flatMap(table -> ServerJar.linesOf(Path.of("/proc/net", table)).stream())
        .map(line -> line.trim().split("\\s+"))
        .filter(row -> row[3].equals("0A") && sockets.contains("socket:[" + row[9] + "]"))
        .map(row -> row[1].split(":"))
        .filter(address -> !address[0].endsWith(LOOPBACK))
        .map(address -> Integer.parseInt(address[1], 16))
        .toList();
  }

  private static String target(final Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (final IOException closed) {
      return "";
    }
  }
}
