package io.framelab.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.Await;
import io.framelab.codec.Once;
import io.framelab.codec.RawPeer;
import io.framelab.server.admin.WatchedEndpoint.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Once
@Timeout(60)
final class WatchedEndpointTest {
  private static final Patience USUAL = new Patience(RawPeer.PATIENCE, RawPeer.PATIENCE);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(200);

  /** More than sockets hold. */
  private static final byte[] FLOOD = new byte[32 << 20];

  private static final String GET = "GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /** What waiting came to, one for each that has ended. */
  private final LinkedBlockingQueue<Boolean> waited = new LinkedBlockingQueue<>();

  private final CountDownLatch waiting = new CountDownLatch(WatchedEndpoint.CLIENTS);
  private WatchedEndpoint endpoint;

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void shouldAnswerWhatTheRouteSaysWhenAsked() throws Exception {
    start(USUAL);
    assertThat(RawHttp.get(endpoint.address(), "/word?of=mouth"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\r\nX-Content-Type-Options: nosniff\r\n", "\r\nConnection: close\r\n")
        .contains("\r\nContent-Length: 15\r\n")
        .endsWith("\r\n\r\n/word?of=mouth\n");
  }

  @Test
  void shouldAnswerWhenTheTimeIsOver() throws Exception {
    start(USUAL);
    assertThat(RawHttp.get(endpoint.address(), "/moment")).endsWith("\r\n\r\ntrue");
  }

  @Test
  void shouldNotSendTheBodyWhenOnlyTheHeadIsAsked() throws Exception {
    start(USUAL);
    try (RawHttp client = new RawHttp(endpoint.address())) {
      assertThat(client.send("HEAD /word HTTP/1.1\r\nHost: localhost\r\n\r\n").receive())
          .contains("\r\nContent-Length: 6\r\n")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void shouldGiveUpWhenARequestDoesNotArriveWhole() throws Exception {
    start(new Patience(SHORT, RawPeer.PATIENCE));
    try (RawHttp client = new RawHttp(endpoint.address())) {
      assertThat(client.send("GET /word HT").receive()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void shouldGiveUpWhenARequestArrivesByteByByte() throws Exception {
    start(new Patience(SHORT, RawPeer.PATIENCE));
    try (RawHttp client = new RawHttp(endpoint.address())) {
      client.send("GET /");
      // a byte for each look, so that there is always one within the time
      Await.until(() -> client.send("x").isAnswered(), () -> "it still listens");
      assertThat(client.receive()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void shouldRefuseWhenTheHeadIsTooLong() throws Exception {
    start(USUAL);
    try (RawHttp client = new RawHttp(endpoint.address())) {
      assertThat(client.send("GET /" + "x".repeat(9000)).receive()).startsWith("HTTP/1.1 431 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /\r\n\r\n",
        "GET / SPDY/3\r\n\r\n",
        "GET word HTTP/1.1\r\n\r\n",
        "GET /\u00e4 HTTP/1.1\r\n\r\n",
        "GET /?a=%zz HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nno header\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: some\r\n\r\n"
      })
  void shouldRefuseWhatIsNoRequest(final String text) throws Exception {
    start(USUAL);
    try (RawHttp client = new RawHttp(endpoint.address())) {
      assertThat(client.send(text).receive()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void shouldReadABodyWhenThereIsOneAndItIsNotTooLong() throws Exception {
    start(USUAL);
    final String post = "POST /word HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
    try (RawHttp client = new RawHttp(endpoint.address())) {
      final String body = "x".repeat(60_000);
      assertThat(client.send(post + "60000\r\n\r\n" + body).receive()).startsWith("HTTP/1.1 200 ");
    }
    try (RawHttp client = new RawHttp(endpoint.address())) {
      assertThat(client.send(post + "70000\r\n\r\n").receive()).startsWith("HTTP/1.1 413 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:6060", "localhost.evil.example", "10.0.0.1"})
  void shouldRefuseWhoWasLedHereByAForeignName(final String host) throws Exception {
    start(USUAL);
    try (RawHttp client = new RawHttp(endpoint.address())) {
      assertThat(client.send("GET /word HTTP/1.1\r\nHost: " + host + "\r\n\r\n").receive())
          .startsWith("HTTP/1.1 403 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:7000", "127.0.0.1:6060", "[::1]:6060"})
  void shouldAnswerByEveryNameOfThisMachine(final String host) throws Exception {
    start(USUAL);
    try (RawHttp client = new RawHttp(endpoint.address())) {
      assertThat(client.send("GET /word HTTP/1.1\r\nHost: " + host + "\r\n\r\n").receive())
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldStopTheProfileWhenTheClientGoesAway(final boolean half) throws Exception {
    start(USUAL);
    try (RawHttp client = new RawHttp(endpoint.address())) {
      client.send(GET);
      awaitWaiting(1);
      if (half) {
        assertThat(client.halfClose().receive()).isEmpty();
      }
    }
    assertThat(hasWaited()).isFalse();
  }

  @Test
  void shouldSendAwayTheNinthClientAndNoOther() throws Exception {
    start(USUAL);
    final List<RawHttp> clients = new ArrayList<>();
    try {
      for (int i = 0; i < WatchedEndpoint.CLIENTS; i++) {
        clients.add(new RawHttp(endpoint.address()).send(GET));
      }
      awaitWaiting(WatchedEndpoint.CLIENTS);
      try (RawHttp ninth = new RawHttp(endpoint.address())) {
        assertThat(ninth.receive())
            .startsWith("HTTP/1.1 503 ")
            .endsWith("busy with 8 other clients\n");
      }
      assertThat(waited).isEmpty();
      clients.remove(0).close();
      assertThat(hasWaited()).isFalse();
      awaitServed();
    } finally {
      for (final RawHttp client : clients) {
        client.close();
      }
    }
  }

  @Test
  void shouldNotBeHeldUpByClientsThatTakeNoAnswer() throws Exception {
    start(new Patience(RawPeer.PATIENCE, SHORT));
    final List<RawHttp> clients = new ArrayList<>();
    try {
      for (int i = 0; i < WatchedEndpoint.CLIENTS; i++) {
        clients.add(new RawHttp(endpoint.address()).send(GET.replace("/wait", "/flood")));
      }
      awaitServed();
    } finally {
      for (final RawHttp client : clients) {
        client.close();
      }
    }
  }

  @Test
  void shouldEndEverythingWhenClosed() throws Exception {
    start(USUAL);
    try (RawHttp client = new RawHttp(endpoint.address())) {
      client.send(GET);
      awaitWaiting(1);
      endpoint.close();
      assertThat(hasWaited()).isFalse();
      assertThatThrownBy(() -> new Socket().connect(endpoint.address()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldAnswerFiveHundredWhenARouteFails() throws Exception {
    start(USUAL);
    assertThat(RawHttp.get(endpoint.address(), "/broken")).startsWith("HTTP/1.1 500 ");
    assertThat(RawHttp.get(endpoint.address(), "/incomplete")).startsWith("HTTP/1.1 500 ");
  }

  @Test
  void shouldSayThatThereIsTooLittleMemoryAndGoOnWhenAnAnswerNeedsMore() throws Exception {
    start(USUAL);
    assertThat(RawHttp.get(endpoint.address(), "/huge"))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("too little memory is left for an answer\n");
    awaitServed();
  }

  @Test
  void shouldServeTheNextClientsWhenThereWasNoThreadForSome() throws Exception {
    final AtomicInteger missing = new AtomicInteger(WatchedEndpoint.CLIENTS + 1);
    start(
        USUAL,
        work -> {
          if (missing.getAndDecrement() > 0) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          return WatchedEndpoint.newThread(work);
        });
    awaitServed();
    assertThat(missing.get()).isNegative();
  }

  @Test
  void shouldSayWhichPortWhenItIsTaken() throws Exception {
    start(USUAL);
    assertThatThrownBy(() -> WatchedEndpoint.start(endpoint.address(), this::answer))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot listen for HTTP on %s:%d: Address already in use",
            endpoint.address().getHostString(), endpoint.address().getPort());
  }

  private void start(final Patience patience) throws IOException {
    start(patience, WatchedEndpoint::newThread);
  }

  private void start(final Patience patience, final ThreadFactory threads) throws IOException {
    endpoint =
        WatchedEndpoint.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            this::answer,
            patience,
            threads);
  }

  private Optional<PprofReply> answer(
      final HttpRequestHead request, final WatchedConnection client) {
    return switch (request.path()) {
      case "/wait" -> {
        waiting.countDown();
        waited.add(client.sleep(LONG));
        yield Optional.empty();
      }
      case "/moment" -> Optional.of(PprofReply.text("" + client.sleep(SHORT)));
      case "/flood" -> Optional.of(PprofReply.file("flood", FLOOD));
      case "/huge" -> throw new OutOfMemoryError("Java heap space");
      case "/broken" -> throw new IllegalStateException("broken");
      case "/incomplete" -> throw new NoClassDefFoundError("a class of a module that is not there");
      default -> Optional.of(PprofReply.text(request.target() + "\n"));
    };
  }

  private void awaitWaiting(final int clients) {
    Await.until(
        () -> waiting.getCount() == WatchedEndpoint.CLIENTS - clients,
        () -> waiting.getCount() + " clients do not wait yet");
  }

  private boolean hasWaited() throws InterruptedException {
    final Boolean wanted = waited.poll(RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(wanted).as("the waiting has ended").isNotNull();
    return wanted;
  }

  private void awaitServed() {
    Await.until(this::isServed, () -> "nobody is served");
  }

  private boolean isServed() {
    try {
      return RawHttp.get(endpoint.address(), "/word").startsWith("HTTP/1.1 200 ");
    } catch (final IOException e) {
      // sent away before all of the request was there
      return false;
    }
  }
}
