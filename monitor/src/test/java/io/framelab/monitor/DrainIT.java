package io.framelab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.RawPeer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is told to stop in the middle of a load answers everything that it has read. */
@Timeout(240)
final class DrainIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "netty"})
  void shouldHaveSentAsManyAcksAsItReadSubmitsWhenDrained(final String engine) throws Exception {
    try (ServerProgram server = ServerProgram.start(folder, "--engine", engine);
        RawPeer lingering = RawPeer.connect(server.port());
        LoadProgram load = LoadProgram.start(folder, server, Http.freePort())) {
      lingering.submit(1, new byte[0]).receiveAck();
      Await.until(PATIENCE, () -> assertLoaded(Scrape.of(server.metricsPort())));
      assertThat(load.isAlive()).isTrue();
      server.process().terminate();
      // the peer that does not leave keeps the process for as long as the protocol lets it linger
      Await.until(PATIENCE, () -> assertDrained(scrapeWhileAlive(server)));
      assertThat(server.process().exitCode()).isZero();
    }
  }

  private static void assertLoaded(final Scrape scrape) {
    assertThat(scrape.sum("tcp_server_client_connected")).isEqualTo(1 + LoadProgram.CONNECTIONS);
    assertThat(scrape.sum("tcp_server_rsp_send_total")).isGreaterThan(1);
  }

  private static Scrape scrapeWhileAlive(final ServerProgram server) throws InterruptedException {
    if (!server.process().isAlive()) {
      throw new IllegalStateException("the server ended before its counters were equal");
    }
    return Scrape.of(server.metricsPort());
  }

  private static void assertDrained(final Scrape scrape) {
    assertThat(scrape.sum("tcp_server_draining")).isEqualTo(1);
    assertThat(scrape.sum("tcp_server_client_connected")).isEqualTo(1);
    assertThat(scrape.sum("tcp_server_rsp_send_total"))
        .isEqualTo(scrape.sum("tcp_server_req_recv_total"));
  }
}
