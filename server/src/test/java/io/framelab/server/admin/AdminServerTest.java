package io.framelab.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.RawPeer;
import io.framelab.metrics.AllocatedBytes;
import io.framelab.server.Engine;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Server;
import io.framelab.server.core.ServerConfig;
import io.framelab.server.core.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AdminServerTest {
  private static final InetSocketAddress FREE_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static final int PAYLOAD_BYTES = 30_000;

  private final HttpClient client = HttpClient.newHttpClient();
  private Server server;
  private AdminServer admin;

  @BeforeEach
  void start() throws IOException {
    server = Server.start(ServerConfig.of(Engine.BUFFERED).port(0), submission -> ResultCode.OK);
    admin = AdminServer.start(FREE_PORT, server, "1.0", "abc1234");
  }

  @AfterEach
  void stop() {
    server.close();
    admin.close();
  }

  @Test
  void shouldBeReadyWhenTheServerServes() throws Exception {
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").body()).isEqualTo("ready\n");
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/metrics").body()).contains("tcp_server_draining{engine=\"buffered\"} 0.0");
  }

  @Test
  void shouldLiveButNotBeReadyWhenTheServerDrains() throws Exception {
    server.close();
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("draining\n");
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/metrics").body()).contains("tcp_server_draining{engine=\"buffered\"} 1.0");
  }

  @Test
  void shouldSayWhatRunsWhenScraped() throws Exception {
    assertThat(get("/metrics").body())
        .contains(
            "tcp_server_build_info{allocator=\"jvm\",commit=\"abc1234\",engine=\"buffered\",jdk=\""
                + Runtime.version()
                + "\",transport=\"blocking\",version=\"1.0\"} 1");
  }

  @Test
  void shouldShowTheWorkersQueueWhenThereAreWorkersOnly() throws Exception {
    assertThat(get("/metrics").body()).doesNotContain("worker_queue");
    try (Server withWorkers =
            Server.start(
                ServerConfig.of(Engine.best()).port(0).workers(Workers.of(1)),
                submission -> ResultCode.OK);
        AdminServer ofIt = AdminServer.start(FREE_PORT, withWorkers, "1.0", "abc1234")) {
      assertThat(get(ofIt, "/metrics").body())
          .contains("tcp_server_worker_queue_depth{engine=\"owned\"} 0.0");
    }
  }

  @Test
  void shouldKeepWhatAConnectionAllocatedWhenItHasEnded() throws Exception {
    try (RawPeer peer = RawPeer.connect(server.address().getPort())) {
      assertThat(peer.submit(1, new byte[PAYLOAD_BYTES]).receiveAck().id()).isEqualTo(1);
      peer.halfClose().receiveToEnd();
    }
    // a scrape before the thread ends would see it alive; none is made until it is gone
    while (server.counters().connected() > 0 || connectionThreadLives()) {
      Thread.onSpinWait();
    }
    assertThat(ioBytes()).isGreaterThan(PAYLOAD_BYTES);
  }

  @Test
  void shouldLinkToEveryPathWhenAskedForTheRoot() throws Exception {
    final HttpResponse<String> page = get("/");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).contains("\"/metrics\"", "\"/livez\"", "\"/readyz\"", "buffered");
  }

  @Test
  void shouldSayWhichPortWhenItIsTaken() {
    assertThatThrownBy(() -> AdminServer.start(admin.address(), server, "1.0", "abc1234"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(":" + admin.address().getPort() + ": Address already in use");
  }

  private double ioBytes() throws IOException, InterruptedException {
    final String series = "tcp_server_allocated_bytes_total{engine=\"buffered\",threads=\"io\"} ";
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .sum();
  }

  /** Platform threads only: virtual ones are not listed, and their carriers stay. */
  private static boolean connectionThreadLives() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith(AllocatedBytes.IO_THREAD_PREFIX));
  }

  private HttpResponse<String> get(final String path) throws IOException, InterruptedException {
    return get(admin, path);
  }

  private HttpResponse<String> get(final AdminServer asked, final String path)
      throws IOException, InterruptedException {
    final URI uri = URI.create("http://127.0.0.1:" + asked.address().getPort() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
