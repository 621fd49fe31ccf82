package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.LongRun;
import io.framelab.codec.Packet;
import io.framelab.codec.RawPeer;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.SubmitHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says of its peers, and what they cannot make it say. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class LogIT {
  private static final String TEST_CLASSES = Path.of("target", "test-classes").toString();

  /** A forged line, a screen that is cleared in two ways, a lookup, a NUL, what is no UTF-8. */
  private static final String EVIL =
      "\r\n12:00:00.000 INFO  ServeCommand forged\r\n{\"level\":\"forged\"}\n\tat forged\n"
          + "\u001b[2J\u009b2J${jndi:ldap://x/y}\0\u00ff\u00c0\u0080\"}%msg{}\\n";

  /** Of which half is a carriage return, a line feed, and the beginning of a code for terminals. */
  private static final long EVIL_ID = 0x0D0A_1B5B_324A_00FFL;

  private static final Pattern TEXT =
      Pattern.compile(
          "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (INFO|WARN|ERROR) +\\w+ [ -~]+"
              + "|\t?(java\\.lang\\.|Suppressed: java\\.lang\\.|Caused by: )[ -~]*"
              + "|\t?\tat [ -~]+"
              + "|\t?\t\\.\\.\\. \\d+ more");

  /** What stands in a string of JSON as it is. */
  private static final String PLAIN = "[ !#-\\[\\]-~]*+";

  private static final Pattern JSON =
      Pattern.compile(
          "\\{\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\""
              + ",\"level\":\"(INFO|WARN|ERROR)\",\"logger\":\"[\\w.]+\",\"thread\":\"[\\w-]+\""
              + ",\"message\":\""
              + PLAIN
              + "(\\\\[\"\\\\]"
              + PLAIN
              + ")*+\""
              + "(,\"stackTrace\":\""
              + PLAIN
              + "(\\\\[\"\\\\nt]"
              + PLAIN
              + ")*+\")?\\}");

  /**
   * The server never sees a peer that resets while the kernel's queue of accepts is full: 4096 on
   * Linux, unless somebody made it smaller.
   */
  private static final int RESETS_AT_ONCE = 100;

  private static final Pattern ENDED =
      Pattern.compile(
          ".* INFO  ConnectionLog connections? (?:(127\\.0\\.0\\.1:\\d+) )?ended: protocol (\\w+)"
              + "(?: \\((\\d+) more since the last such line\\))?");

  private static final Pattern UNCAUGHT =
      Pattern.compile(
          " ERROR UncaughtToLog nobody caught this( in thread order-writer)?"
              + "(?: \\((\\d+) more since the last such line\\))?\n");

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  @DisplayName("S07: what a peer sent, quoted by a careless handler, forges no line and no screen")
  void shouldLogPrintableLinesWhateverAPeerSends(final String format) throws Exception {
    final String log;
    try (ServerJar server = careless(QuotingHandler.class, format);
        RawPeer peer = RawPeer.connect(server.port());
        RawPeer stranger = RawPeer.connect(server.port())) {
      peer.submit(EVIL_ID, EVIL.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(peer.receiveAck()).isEqualTo(new Packet.SubmitAck(EVIL_ID, ResultCode.FAILED));
      peer.submit(EVIL_ID, new byte[0]).receiveAck();
      stranger.send("GET /\r\n\u001b[2J HTTP/1.1\r\n".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(stranger.receiveToEnd()).isEmpty();
      log = stop(server);
    }
    final Pattern line = format.equals("json") ? JSON : TEXT;
    assertThat(log.split("\n", -1))
        .as(log)
        .endsWith("")
        .allMatch(each -> each.isEmpty() || line.matcher(each).matches());
    assertThat(log)
        .contains("no such order: ", "${jndi:ldap://x/y}", "ended: protocol looks_like_http")
        .matches("[\\n\\t -~]*");
    // What was forged is there, but never where a line begins.
    assertThat(log.lines())
        .anyMatch(each -> each.contains("forged"))
        .noneMatch(each -> each.matches("12:00:00\\.000.*|\\{\"level.*|\tat forged"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S06: errors of the protocol as fast as peers can: a line a second for each reason")
  void shouldLogALineASecondForEachReasonWhenErrorsFlood(final Deployed deployed) throws Exception {
    final int errors = LongRun.or(1_500, 50_000);
    final Map<String, Integer> lines = new HashMap<>();
    final Map<String, Integer> told = new HashMap<>();
    final long startedNs;
    final String log;
    try (ServerJar server = deployed.start("--accept-rate", "off")) {
      startedNs = System.nanoTime();
      for (int i = 0; i < errors; i++) {
        try (RawPeer peer = RawPeer.connect(server.port())) {
          peer.send(i % 3 == 0 ? "00000002" : "7fffffff");
          peer.receiveToEnd();
        }
      }
      log = stop(server);
    }
    final long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNs);
    for (final String line : log.lines().toList()) {
      final Matcher ended = ENDED.matcher(line);
      if (ended.matches()) {
        final int more = ended.group(3) == null ? 0 : Integer.parseInt(ended.group(3));
        lines.merge(ended.group(2), 1, Integer::sum);
        told.merge(ended.group(2), more + (ended.group(1) == null ? 0 : 1), Integer::sum);
      }
    }
    final int tooSmall = (errors + 2) / 3;
    assertThat(told)
        .as(log)
        .isEqualTo(Map.of("length_too_small", tooSmall, "length_too_large", errors - tooSmall));
    // The first comes at once, and the last tells what was held back at the end.
    assertThat(lines.values()).allMatch(count -> count <= seconds + 2);
    // Those of the drain, and on NIO one that says so.
    assertThat(log.lines()).hasSizeLessThanOrEqualTo((int) (2 * (seconds + 2) + 3));
  }

  @Test
  void shouldTellOfEachFailureThatNobodyCaught() throws Exception {
    final int failures = 30;
    final long startedNs;
    final String log;
    try (ServerJar server = careless(ThreadStartingHandler.class, "text")) {
      try (RawPeer peer = RawPeer.connect(server.port())) {
        startedNs = System.nanoTime();
        for (int id = 0; id < failures; id++) {
          peer.submit(id, EVIL.getBytes(StandardCharsets.ISO_8859_1));
          assertThat(peer.receiveAck()).isEqualTo(new Packet.SubmitAck(id, ResultCode.OK));
        }
      }
      log = stop(server);
    }
    final long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNs);
    assertThat(log.split("\n")).as(log).allMatch(line -> TEXT.matcher(line).matches());
    int lines = 0;
    int told = 0;
    for (final Matcher uncaught = UNCAUGHT.matcher(log); uncaught.find(); lines++) {
      told += uncaught.group(1) == null ? 0 : 1;
      told += uncaught.group(2) == null ? 0 : Integer.parseInt(uncaught.group(2));
    }
    assertThat(told).as(log).isEqualTo(failures);
    assertThat(lines).isLessThanOrEqualTo((int) seconds + 2);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayWhoWasNotLetInAndWhoKeptItWaiting(final Deployed deployed) throws Exception {
    final String log;
    try (ServerJar server =
            deployed.start("--frame-timeout", "200ms", "--max-connections-per-ip", "1");
        RawPeer first = RawPeer.connect(server.port());
        RawPeer second = RawPeer.connect(server.port())) {
      assertThat(second.receiveToEnd()).isEmpty();
      first.send("0000");
      assertThat(first.receiveToEnd()).isEmpty();
      log = stop(server);
    }
    assertThat(log)
        .containsPattern(" INFO  ConnectionLog connection 127\\.0\\.0\\.1:\\d+ rejected: per_ip\n")
        .containsPattern(
            " INFO  ConnectionLog connection 127\\.0\\.0\\.1:\\d+ ended: frame_timeout\n")
        .doesNotContain("WARN", "more since");
  }

  @Test
  @DisplayName("R06: peers that reset in the middle of a frame are no news")
  void shouldSayNothingOfPeersThatReset() throws Exception {
    final int resets = LongRun.or(300, 10_000);
    try (ServerJar server = ServerJar.start("--accept-rate", "off")) {
      for (int i = 0; i < resets; i++) {
        final RawPeer peer = RawPeer.connect(server.port());
        peer.send("0000");
        peer.reset();
        if ((i + 1) % RESETS_AT_ONCE == 0) {
          awaitAllSeen(server, i + 1);
        }
      }
      awaitAllSeen(server, resets);
      assertThat(stop(server)).hasLineCount(2).contains("draining", "drained");
    }
  }

  private static void awaitAllSeen(final ServerJar server, final int connections) {
    Await.until(
        () ->
            server.metric("tcp_server_connections_accepted_total") == connections
                && server.metric("tcp_server_client_connected") == 0,
        () -> "not all resets were seen");
  }

  @Test
  @DisplayName("S08: by default no one else reaches the admin port, and no payload is in the log")
  void shouldSayNothingOfWhatItServesByDefault() throws Exception {
    final String log;
    try (ServerJar server = ServerJar.start()) {
      try (RawPeer peer = RawPeer.connect(server.port())) {
        peer.submit(1, "a secret".getBytes(StandardCharsets.US_ASCII)).receiveAck();
      }
      assertThat(server.pprof()).isEqualTo("off");
      assertThat(listening(server)).containsOnly("0100007F", "0000000000000000FFFF00000100007F");
      log = stop(server);
    }
    assertThat(log.lines().map(line -> line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ", "")))
        .containsExactly(
            "INFO  ServeCommand draining, at most 30s",
            "INFO  ServeCommand drained: 1 Submits received, 1 acks sent");
  }

  private static ServerJar careless(
      final Class<? extends SubmitHandler> handler, final String format) throws IOException {
    return ServerJar.start(
        List.of(),
        "--log-format",
        format,
        "--handler",
        handler.getName(),
        "--handler-path",
        TEST_CLASSES);
  }

  /** The addresses, as Linux writes them, at which something of that process listens. */
  private static List<String> listening(final ServerJar server) {
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

  /** The whole log. What is no UTF-8 in it would fail the test here. */
  private static String stop(final ServerJar server) throws IOException, InterruptedException {
    server.terminate();
    assertThat(server.awaitExit()).isZero();
    return server.stderr();
  }
}
