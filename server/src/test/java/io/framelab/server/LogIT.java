package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says of its peers, and what they cannot make it say. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LogIT {
  private static final String TEST_CLASSES = Path.of("target", "test-classes").toString();

  /** A forged line, a screen that is cleared in two ways, a lookup, a NUL, what is no UTF-8. */
  private static final String EVIL =
      "\r\n12:00:00.000 INFO  ServeCommand forged\u001b[2J\u009b2J${jndi:ldap://x/y}\0\u00ff\u00c0\"}";

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  @DisplayName("S07: what a peer sent, quoted by a careless handler, forges no line and no screen")
  void shouldLogPrintableLinesWhenAPeerSendsAnything(final String format) throws Exception {
    try (ServerJar server =
            ServerJar.start(
                "--log-format",
                format,
                "--handler",
                QuotingHandler.class.getName(),
                "--handler-path",
                TEST_CLASSES);
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.submit(0x0D0A1B5B324A0000L, EVIL.getBytes(StandardCharsets.ISO_8859_1));
      peer.receiveAck();
      Await.until(() -> server.stderr().contains("jndi"), () -> "nothing was said");
      server.terminate();
      assertThat(server.awaitExit()).isZero();
      final String log = server.stderr();
      assertThat(log).contains("no such order: ").matches("[\\n\\t -~]*");
      assertThat(log.lines())
          .noneMatch(line -> line.startsWith("12:00:00.000"))
          .allMatch(
              line ->
                  format.equals("json")
                      ? line.startsWith("{\"timestamp\":") && line.endsWith("}")
                      : line.matches(
                          "\\d\\d:\\d\\d:.*|\tat .*|\t\\.\\.\\. .*|(Caused by: )?java.*"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S06: errors of the protocol as fast as a peer can: a line a second for each reason")
  void shouldLogALineASecondWhenErrorsFlood(final Deployed deployed) throws Exception {
    final int errors = LongRun.or(1_000, 20_000);
    try (ServerJar server = deployed.start("--accept-rate", "off", "--max-connections", "off")) {
      final long startedNs = System.nanoTime();
      for (int i = 0; i < errors; i++) {
        try (RawPeer peer = RawPeer.connect(server.port())) {
          peer.send(i % 2 == 0 ? "00000002" : "0000000d033030303030303031");
        }
      }
      Await.until(
          () -> server.metric("tcp_server_protocol_errors_total") == errors,
          () -> "some errors were not counted");
      final long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNs);
      final List<String> told =
          server.stderr().lines().filter(line -> line.contains("ended: protocol")).toList();
      assertThat(told).hasSizeBetween(2, (int) (2 * (seconds + 2)));
      assertThat(told)
          .allMatch(
              line ->
                  line.matches(
                      ".* INFO  ConnectionLog connection 127\\.0\\.0\\.1:\\d+ ended: protocol"
                          + " (length_too_small|unknown_command)"
                          + " \\(\\d+ more since the last such line\\)"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S06: why connections ended, and what was left out in between")
  void shouldSayWhyWhenItEndsConnections(final Deployed deployed) throws Exception {
    try (ServerJar server =
        deployed.start("--frame-timeout", "200ms", "--max-connections-per-ip", "3")) {
      final byte[] frame = RawPeer.submitFrame(1, new byte[5]);
      try (RawPeer first = RawPeer.connect(server.port());
          RawPeer second = RawPeer.connect(server.port());
          RawPeer third = RawPeer.connect(server.port());
          RawPeer fourth = RawPeer.connect(server.port())) {
        assertThat(fourth.receiveToEnd()).isEmpty();
        for (final RawPeer peer : List.of(first, second, third)) {
          peer.send(Arrays.copyOf(frame, 6));
        }
        assertThat(third.receiveToEnd()).isEmpty();
      }
      Await.until(
          () -> server.stderr().contains("ended: frame_timeout (0 more"), () -> "nothing was said");
      assertThat(server.stderr()).contains("rejected: per_ip (0 more since the last such line)");
    }
  }

  @Test
  @DisplayName("S08: what a server says when it starts by default, and where it can be reached")
  void shouldSayNothingButWhereItListensWhenItStarts() throws Exception {
    try (ServerJar server = ServerJar.start();
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.submit(1, "secret".getBytes(StandardCharsets.US_ASCII));
      peer.receiveAck();
      assertThat(server.stderr()).isEmpty();
      assertThat(server.pprof()).isEqualTo("off");
      assertThat(listening(server)).containsOnly("0100007F", "0000000000000000FFFF00000100007F");
    }
  }

  /** The addresses, as Linux writes them, at which something of that process listens. */
  private static List<String> listening(final ServerJar server) throws Exception {
    final List<String> ports =
        List.of("%04X".formatted(server.port()), "%04X".formatted(server.metricsPort()));
    return Stream.of("tcp", "tcp6")
        .flatMap(table -> ServerJar.linesOf(Path.of("/proc/net", table)).stream())
        .map(line -> line.trim().split("\\s+"))
        .filter(row -> row.length > 3 && row[3].equals("0A"))
        .filter(row -> ports.contains(row[1].substring(row[1].indexOf(':') + 1)))
        .map(row -> row[1].substring(0, row[1].indexOf(':')))
        .toList();
  }
}
