package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to the port of the metrics, and what the peers of the other port see of it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class HostileScrapersIT {
  private static final String SCRAPE =
      "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  /** Of the endpoint; what two of them do at once is all that it ever does at once. */
  private static final int THREADS = 2;

  private static final int LIGHT_PEERS = 10;

  @Test
  @DisplayName("S01: many scrapes at once: peers are served, two scrapes at a time are answered")
  void shouldServePeersWhenManyScrapeAtOnce() throws Exception {
    final int scrapes = LongRun.or(100, 1_000);
    final Duration duration = Duration.ofMillis(LongRun.or(0, 10_000));
    try (ServerJar server = ServerJar.start()) {
      warmUp(server);
      for (int i = 0; i < LongRun.or(0, 3); i++) {
        scrapeAtOnce(server, scrapes);
      }
      final LightPeers.Waits alone = LightPeers.during(server.port(), LIGHT_PEERS, duration);
      int asked = 0;
      int answered = 0;
      try (LightPeers light = LightPeers.start(server.port(), LIGHT_PEERS)) {
        final long startedNs = System.nanoTime();
        do {
          answered += scrapeAtOnce(server, scrapes);
          asked += scrapes;
        } while (System.nanoTime() - startedNs < duration.toNanos());
        assertComesBack(server);
        final LightPeers.Waits beside = light.stop();
        System.out.printf("light peers alone: %s%n", alone);
        System.out.printf(
            "beside %d scrapes, %d at once, %d answered: %s%n", asked, scrapes, answered, beside);
      }
    }
  }

  /** Only in a long run, whose waits are printed. */
  private static void warmUp(final ServerJar server) throws IOException {
    LightPeers.during(server.port(), LIGHT_PEERS, Duration.ofMillis(LongRun.or(0, 3_000)));
  }

  /** Returns how many were answered. */
  private static int scrapeAtOnce(final ServerJar server, final int scrapes) throws IOException {
    final List<RawPeer> scrapers = new ArrayList<>();
    try {
      for (int i = 0; i < scrapes; i++) {
        scrapers.add(ask(server, SCRAPE));
      }
      assertThat(threads(server)).isEqualTo(THREADS);
      int answered = 0;
      for (final RawPeer scraper : scrapers) {
        answered += answer(scraper).startsWith("HTTP/1.1 200") ? 1 : 0;
      }
      assertThat(answered).isPositive();
      return answered;
    } finally {
      closeAll(scrapers);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /metrics HTTP/1.1\r\nHost: "})
  @DisplayName("S01: requests a byte at a time, or none: they are cut, metrics come back")
  void shouldComeBackWhenRequestsNeverArrive(final String beginning) throws Exception {
    final int patienceS = LongRun.or(1, 5);
    final int slow = LongRun.or(100, 250);
    final List<RawPeer> peers = new ArrayList<>();
    try (ServerJar server =
        ServerJar.start(List.of("-Dsun.net.httpserver.maxReqTime=" + patienceS))) {
      warmUp(server);
      try (LightPeers light = LightPeers.start(server.port(), LIGHT_PEERS)) {
        for (int i = 0; i < slow; i++) {
          peers.add(ask(server, beginning));
        }
        final long startedNs = System.nanoTime();
        final List<RawPeer> left = new ArrayList<>(peers);
        if (beginning.isEmpty()) {
          left.forEach(HostileScrapersIT::answer);
        } else {
          Await.until(() -> allCut(left), () -> left.size() + " of " + slow + " are still there");
        }
        final double cutMs = (System.nanoTime() - startedNs) / 1e6;
        assertComesBack(server);
        final LightPeers.Waits beside = light.stop();
        System.out.printf(
            "%d slow requests, %s, allowed %d s: all cut after %.0f ms; beside: %s%n",
            slow,
            beginning.isEmpty() ? "without a byte" : "byte by byte",
            patienceS,
            cutMs,
            beside);
      }
    } finally {
      closeAll(peers);
    }
  }

  /** Sends each of them a byte more; those that do not take it are cut. */
  private static boolean allCut(final List<RawPeer> left) {
    left.removeIf(
        peer -> {
          try {
            peer.send(new byte[] {'x'});
            return false;
          } catch (final IOException cut) {
            return true;
          }
        });
    Await.within(Duration.ofMillis(50), () -> false);
    return left.isEmpty();
  }

  @Test
  @DisplayName("S01: request lines and headers of 8 KiB at most; one of 1 MB")
  void shouldCutWhoeverAsksAtLength() throws Exception {
    try (ServerJar server = ServerJar.start();
        LightPeers light = LightPeers.start(server.port(), LIGHT_PEERS)) {
      assertThat(answerTo(server, line(7_000))).startsWith("HTTP/1.1 404");
      assertThat(answerTo(server, header(7_000))).startsWith("HTTP/1.1 200");
      assertThat(answerTo(server, line(9_000))).doesNotStartWith("HTTP/1.1 404");
      assertThat(answerTo(server, header(9_000))).doesNotStartWith("HTTP/1.1 200");
      assertThat(answerTo(server, line(1_000_000))).doesNotStartWith("HTTP/1.1 404");
      assertComesBack(server);
      light.stop();
    }
  }

  private static String line(final int bytes) {
    return SCRAPE.replace("metrics", "x".repeat(bytes));
  }

  private static String header(final int bytes) {
    return SCRAPE.replace("\r\n\r\n", "\r\nX-Long: " + "x".repeat(bytes) + "\r\n\r\n");
  }

  private static void assertComesBack(final ServerJar server) {
    Await.until(
        () -> answerTo(server, SCRAPE).contains("tcp_server_client_connected"),
        () -> "metrics did not come back");
  }

  private static String answerTo(final ServerJar server, final String request) throws IOException {
    try (RawPeer peer = ask(server, request)) {
      return answer(peer);
    }
  }

  /** A connection that is cut while it is asked says so when its answer is read. */
  private static RawPeer ask(final ServerJar server, final String request) throws IOException {
    final RawPeer peer = RawPeer.connect(server.metricsPort());
    try {
      peer.send(request.getBytes(StandardCharsets.US_ASCII));
    } catch (final IOException cut) {
      return peer;
    }
    return peer;
  }

  /** Empty if the connection was cut. */
  private static String answer(final RawPeer peer) {
    try {
      return new String(peer.receiveToEnd(), StandardCharsets.US_ASCII);
    } catch (final SocketTimeoutException e) {
      throw new AssertionError("neither answered nor cut", e);
    } catch (final IOException cut) {
      return "";
    }
  }

  /** Those that answer requests. */
  private static long threads(final ServerJar server) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
      return tasks
          .map(task -> ServerJar.linesOf(task.resolve("comm")).get(0))
          .filter("framelab-http"::equals)
          .count();
    }
  }

  private static void closeAll(final List<RawPeer> peers) throws IOException {
    for (final RawPeer peer : peers) {
      peer.close();
    }
  }
}
