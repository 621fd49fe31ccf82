package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.cli.Target;
import io.framelab.codec.Await;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.ServerSide;
import io.framelab.metrics.HttpEndpoint;
import io.framelab.metrics.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ServerScrapeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AtomicLong handled = new AtomicLong(1_000);
  private boolean tellsTimes = true;

  /** A page as Micrometer writes it; nine of ten requests take 50 us at most, the rest a second. */
  private String page() {
    final long count = handled.get();
    final String counters =
        """
        # HELP tcp_server_req_recv_total Submits decoded
        # TYPE tcp_server_req_recv_total counter
        tcp_server_req_recv_total{engine="owned"} %1$s.0
        tcp_server_rsp_send_total{engine="owned",note="a } and a \\" in it"} %1$s.0
        tcp_server_req_recv_total_other 5.0
        """
            .formatted(count);
    return counters
        + (tellsTimes
            ? """
              tcp_server_request_duration_seconds_bucket{engine="owned",le="5.0E-5"} %1$s
              tcp_server_request_duration_seconds_bucket{engine="owned",le="1.0"} %2$s
              tcp_server_request_duration_seconds_bucket{engine="owned",le="+Inf"} %2$s
              tcp_server_request_duration_seconds_count{engine="owned"} %2$s
              tcp_server_request_duration_seconds_sum{engine="owned"} %3$s
              """
                .formatted(count * 9 / 10, count, count * 1e-3)
            : "");
  }

  private void answer(final FramePeer.Wire wire) throws IOException {
    for (FramePeer.Submit submit = wire.next(); submit != null; submit = wire.next()) {
      handled.incrementAndGet();
      wire.ack(submit.id());
      wire.flushIfIdle();
    }
  }

  private static HttpEndpoint endpoint(final Supplier<Reply> metrics) throws IOException {
    return HttpEndpoint.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Map.of("/metrics", metrics));
  }

  private static ServerScrape scrape(final HttpEndpoint http) {
    return new ServerScrape(
        URI.create("http://127.0.0.1:" + http.address().getPort() + "/metrics"));
  }

  private LoadResult run(final long warmupNs) throws IOException {
    try (FramePeer peer = new FramePeer(this::answer);
        HttpEndpoint http = endpoint(() -> Reply.metrics(page()))) {
      final LoadRig rig =
          new LoadRig(
              new LoadConfig(new Target("127.0.0.1", peer.port()))
                  .connections(2)
                  .warmupNs(warmupNs)
                  .requests(500),
              LoadListener.NONE);
      rig.ask(scrape(http));
      return rig.run();
    }
  }

  /** Says {@code head} to whoever asks, then goes on for ever, a byte at a time. */
  private static void assertRefused(final String head, final String words) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      final Thread dribble = new Thread(() -> dribble(listener, head), "dribble");
      dribble.setDaemon(true);
      dribble.start();
      assertThatThrownBy(
              () ->
                  MetricsText.of(
                      URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/metrics")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(words);
    }
  }

  private static void dribble(final ServerSocket listener, final String head) {
    try (Socket socket = listener.accept()) {
      final OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write('#');
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    } catch (final IOException e) {
      // Whoever scraped has left.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Endless: "})
  void shouldGiveUpOnAnAnswerThatNeverEnds(final String head) throws IOException {
    assertRefused(head, "took longer than");
  }

  /** A port that no socket can have makes the JDK's client throw what is no IOException. */
  @ParameterizedTest
  @ValueSource(ints = {1, 99_999})
  void shouldGoNowhereElseWhenTheServerRedirects(final int port) throws IOException {
    assertRefused(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + port + "/metrics\r\n\r\n",
        "status 302");
  }

  @Test
  void shouldSetTheServersOwnFiguresBesideOurs() throws IOException {
    final ServerSide server = run(TimeUnit.MILLISECONDS.toNanos(100)).server();
    assertThat(server.received()).isEqualTo(500);
    assertThat(server.answered()).isEqualTo(500);
    assertThat(server.sent()).isEqualTo(500);
    assertThat(server.acked()).isEqualTo(500);
    assertThat(server.requestNs().count()).isEqualTo(500);
    assertThat(server.requestNs().mean()).isEqualTo(1_000_000);
    assertThat(server.requestNs().p50()).isEqualTo(50_000);
    assertThat(server.requestNs().p99()).isEqualTo(1_000_000_000);
    assertThat(server.requestNs().buckets())
        .extracting(ServerSide.Bucket::upTo)
        .containsExactly(50_000L, 1_000_000_000L, null);
    assertThat(server.requestNs().buckets())
        .extracting(ServerSide.Bucket::count)
        .containsExactly(450L, 50L, 0L);
  }

  @Test
  void shouldSayWhatIsMissingWhenTheServerDoesNotTellItsTimes() throws IOException {
    tellsTimes = false;
    final LoadResult result = run(0);
    assertThat(result.server().received()).isEqualTo(500);
    assertThat(result.server().requestNs()).isNull();
    assertThat(result.notes())
        .contains("the server's metrics have no tcp_server_request_duration_seconds");
  }

  /** The server answers when the rig waits for nothing else any more. */
  @Test
  void shouldWaitForWhatTheServerSaysWhenTheDrainFailed() throws IOException {
    final FakeClock clock = new FakeClock();
    final FakeTransceiver transceiver = new FakeTransceiver(clock);
    transceiver.withheld = 1;
    final LoadConfig config = new LoadConfig(new Target("fake", 1)).threads(1);
    final LoadRig rig = new LoadRig(config, LoadListener.NONE, clock, transceiver);
    final Thread rigThread = Thread.currentThread();
    try (HttpEndpoint http =
        endpoint(
            () -> {
              Await.within(PATIENCE, () -> rigThread.getState() == Thread.State.WAITING);
              return Reply.text(500, "not now");
            })) {
      rig.ask(scrape(http));
      final LoadResult result = rig.run();
      assertThat(result.verify().missing()).isEqualTo(1);
      assertThat(result.server()).isNull();
      assertThat(result.notes())
          .anyMatch(note -> note.startsWith("acks were still missing"))
          .anyMatch(note -> note.startsWith("the server's metrics could not be had"));
    }
  }

  private static ServerSide difference(
      final String before, final String after, final List<String> notes) throws IOException {
    final AtomicReference<String> page = new AtomicReference<>(before);
    try (HttpEndpoint http = endpoint(() -> Reply.metrics(page.get()))) {
      final ServerScrape scrape = scrape(http);
      final LoadTotals totals = new LoadTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      scrape.before(() -> totals);
      page.set(after);
      scrape.after(totals);
      notes.addAll(scrape.notes());
      return scrape.difference();
    }
  }

  @Test
  void shouldKnowNoPercentileWhenTheServerTimedNoRequest() throws IOException {
    final ServerSide server = difference(page(), page(), new ArrayList<>());
    assertThat(server.requestNs().count()).isZero();
    assertThat(server.requestNs())
        .extracting("mean", "p50", "p90", "p99", "p999")
        .containsOnlyNulls();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+Inf", "-Inf", "NaN", "soon", "0x"})
  void shouldKeepTheRestWhenTheServerTellsWhatIsNoNumber(final String word) throws IOException {
    final String after =
        page()
            .replaceAll("(recv_total\\{engine=\"owned\"}) \\S+", "$1 " + word)
            .replaceAll("(le=\"1.0\"}) \\S+", "$1 " + word);
    final List<String> notes = new ArrayList<>();
    final ServerSide server = difference(page(), after, notes);
    assertThat(server.received()).isNull();
    assertThat(server.requestNs()).isNull();
    assertThat(server.answered()).isZero();
    assertThat(notes)
        .containsExactly(
            "the server's metrics have no tcp_server_req_recv_total",
            "the server's metrics have no tcp_server_request_duration_seconds");
  }

  @Test
  void shouldSayThatTheServerBeganAnewWhenItsCountsFell() throws IOException {
    final String before = page();
    handled.set(10);
    final List<String> notes = new ArrayList<>();
    final ServerSide server = difference(before, page(), notes);
    assertThat(server).extracting("received", "answered", "requestNs").containsOnlyNulls();
    assertThat(notes).hasSize(3).allMatch(note -> note.contains("fell between the scrapes"));
  }

  @Test
  void shouldFailInOneLineWhenNobodyAnswers() {
    final ServerScrape scrape = new ServerScrape(URI.create("http://127.0.0.1:1/metrics"));
    assertThatThrownBy(scrape::check)
        .hasMessageContaining("http://127.0.0.1:1/metrics")
        .hasMessageNotContaining("\n");
  }
}
