package io.framelab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is told to stop in the middle of a load answers everything that it has read. */
@Timeout(240)
final class DrainIT {
  private static final Pattern DRAINED =
      Pattern.compile("drained: (?<submits>\\d+) Submits received, (?<acks>\\d+) acks sent");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "netty", "owned"})
  void shouldHaveSentAsManyAcksAsItReadSubmitsWhenDrained(final String engine) throws Exception {
    try (ServerProgram server = ServerProgram.start(folder, "--engine", engine);
        LoadProgram load = LoadProgram.start(folder, server, 0)) {
      Await.untilPassed(PATIENCE, () -> assertLoaded(Scrape.of(server.metricsPort())));
      assertThat(load.isAlive()).isTrue();
      server.process().terminate();
      assertThat(server.process().exitCode()).isZero();
    }
    final Matcher drained = DRAINED.matcher(Files.readString(folder.resolve("server.stderr")));
    assertThat(drained.find()).isTrue();
    assertThat(drained.group("acks")).isEqualTo(drained.group("submits")).isNotEqualTo("0");
  }

  private static void assertLoaded(final Scrape scrape) {
    assertThat(scrape.sum("tcp_server_client_connected")).isEqualTo(LoadProgram.CONNECTIONS);
    assertThat(scrape.sum("tcp_server_rsp_send_total")).isPositive();
  }
}
