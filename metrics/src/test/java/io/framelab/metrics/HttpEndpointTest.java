package io.framelab.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HttpEndpointTest {
  /** More than there are threads, fewer than wait at most. */
  private static final int CROWD = 20;

  private final AtomicInteger made = new AtomicInteger();
  private final CountDownLatch making = new CountDownLatch(1);
  private final CountDownLatch mayBeMade = new CountDownLatch(1);
  private HttpEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    endpoint =
        HttpEndpoint.start(
            Http.FREE_PORT,
            Map.of(
                "/word", () -> Reply.text(503, "draining"),
                "/metrics", () -> Reply.metrics("up 1\n"),
                "/thread", () -> Reply.text(200, "" + Thread.currentThread().isDaemon()),
                "/broken", HttpEndpointTest::fail,
                "/slow", this::makeSlowly));
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void shouldAnswerWithPrometheusTypeWhenScraped() throws Exception {
    final var response = Http.get(endpoint, "/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body()).isEqualTo("up 1\n");
  }

  @Test
  void shouldAnswerWithTheRoutesStatusWhenAsked() throws Exception {
    final var response = Http.get(endpoint, "/word");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo("draining\n");
  }

  @Test
  void shouldSendNoBodyWhenOnlyTheHeadIsAsked() throws Exception {
    final var response = Http.send("HEAD", endpoint, "/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void shouldRefuseWhenAskedForAnythingElse() throws Exception {
    assertThat(Http.get(endpoint, "/").statusCode()).isEqualTo(404);
    assertThat(Http.get(endpoint, "/metrics/x").statusCode()).isEqualTo(404);
    assertThat(Http.send("POST", endpoint, "/metrics").statusCode()).isEqualTo(405);
    assertThat(Http.get(endpoint, "/broken").statusCode()).isEqualTo(500);
  }

  @Test
  void shouldAnswerOnDaemonThreadsWhenAsked() throws Exception {
    assertThat(Http.get(endpoint, "/thread").body()).isEqualTo("true\n");
    assertThat(Thread.getAllStackTraces().keySet().stream())
        .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  @Test
  void shouldStillAnswerWhenPeersNeverFinishTheirRequests() throws Exception {
    final List<Socket> halfRequests = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        final Socket socket = new Socket();
        halfRequests.add(socket);
        socket.connect(endpoint.address());
        socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(Http.get(endpoint, "/metrics").statusCode()).isEqualTo(200);
    } finally {
      for (final Socket socket : halfRequests) {
        socket.close();
      }
    }
  }

  @Test
  void shouldAskTheRouteOnceForAllWhoWait() throws Exception {
    final List<CompletableFuture<HttpResponse<String>>> crowd = new ArrayList<>();
    crowd.add(Http.ask(endpoint, "/slow"));
    making.await();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(Http.ask(endpoint, "/slow"));
    }
    while (endpoint.waiting() < CROWD - 1) {
      Thread.onSpinWait();
    }
    mayBeMade.countDown();
    assertThat(crowd.remove(0).get().body()).isEqualTo("1\n");
    for (final var response : crowd) {
      assertThat(response.get().body()).isEqualTo("2\n");
    }
  }

  @Test
  void shouldLimitWhatAPeerCanTakeUnlessTheUserSaysOtherwise() {
    final Properties properties = new Properties();
    properties.setProperty("jdk.httpserver.maxConnections", "7");
    HttpEndpoint.limit(properties);
    assertThat(properties)
        .containsOnly(
            Map.entry("sun.net.httpserver.maxReqTime", "5"),
            Map.entry("sun.net.httpserver.maxRspTime", "5"),
            Map.entry("sun.net.httpserver.clockTick", "1000"),
            Map.entry("sun.net.httpserver.maxReqHeaderSize", "8192"),
            Map.entry("jdk.httpserver.maxConnections", "7"),
            Map.entry("sun.net.httpserver.nodelay", "true"));
  }

  @Test
  void shouldSayWhichPortWhenItIsTaken() {
    assertThatThrownBy(() -> HttpEndpoint.start(endpoint.address(), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot listen for HTTP on %s:%d: Address already in use",
            endpoint.address().getHostString(), endpoint.address().getPort());
  }

  @Test
  void shouldSayWhichNameWhenItHasNoAddress() {
    final InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 8889);
    assertThatThrownBy(() -> HttpEndpoint.start(nowhere, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot listen for HTTP on nowhere.invalid:8889: no address is known for that name");
  }

  @Test
  void shouldFreeThePortWhenClosed() throws Exception {
    endpoint.close();
    endpoint = HttpEndpoint.start(endpoint.address(), Map.of());
    assertThat(Http.get(endpoint, "/metrics").statusCode()).isEqualTo(404);
  }

  private Reply makeSlowly() {
    making.countDown();
    try {
      mayBeMade.await();
    } catch (final InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Reply.text(200, "" + made.incrementAndGet());
  }

  private static Reply fail() {
    throw new IllegalStateException("broken");
  }
}
