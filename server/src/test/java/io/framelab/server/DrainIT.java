package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.LongRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGTERM to a packaged server at full load. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class DrainIT {
  private static final int CONNECTIONS = 100;
  private static final Pattern DRAINED =
      Pattern.compile("drained: (\\d+) Submits received, (\\d+) acks sent");

  @ParameterizedTest
  @EnumSource
  @DisplayName("H05: SIGTERM under full load, 100 connections: handled = sent = received, exit 0")
  void shouldAckAllThatItHandledWhenItIsTerminated(final Deployed deployed) throws Exception {
    final int runs = LongRun.or(2, 100);
    long acked = 0;
    for (int run = 0; run < runs; run++) {
      acked += drainOnce(deployed, 1_000 * (1 + run % 50));
    }
    System.out.printf(
        "%s: drained under load %d times of %d, %d Submits handled and acked, none lost%n",
        deployed, runs, runs, acked);
  }

  private static long drainOnce(final Deployed deployed, final long submits) throws Exception {
    final List<WindowedPeer> peers = new ArrayList<>();
    try (ServerJar server = deployed.start()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        peers.add(WindowedPeer.start(server.port()));
      }
      Await.until(
          () -> peers.stream().mapToLong(WindowedPeer::acked).sum() >= submits,
          () -> "the load did not get going");
      server.terminate();
      long received = 0;
      for (final WindowedPeer peer : peers) {
        received += peer.awaitEnd();
      }
      assertThat(server.awaitExit()).isZero();
      final Matcher drained = DRAINED.matcher(server.stderr());
      assertThat(drained.find()).as(server.stderr()).isTrue();
      assertThat(Long.parseLong(drained.group(1))).as("handled").isEqualTo(received);
      assertThat(Long.parseLong(drained.group(2))).as("sent").isEqualTo(received);
      return received;
    } finally {
      for (final WindowedPeer peer : peers) {
        peer.close();
      }
    }
  }
}
