package io.framelab.server.contract;

import static io.framelab.metrics.ServerCounter.ACCEPTED;
import static io.framelab.metrics.ServerCounter.CLOSED_DRAIN;
import static io.framelab.metrics.ServerCounter.CLOSED_ERROR;
import static io.framelab.metrics.ServerCounter.CLOSED_PEER;
import static io.framelab.metrics.ServerCounter.CLOSED_PROTOCOL;
import static io.framelab.metrics.ServerCounter.FLUSHES;
import static io.framelab.metrics.ServerCounter.PROTOCOL_LENGTH_TOO_SMALL;
import static io.framelab.metrics.ServerCounter.READS;
import static io.framelab.metrics.ServerCounter.READS_PAUSED;
import static io.framelab.metrics.ServerCounter.READS_RESUMED;
import static io.framelab.metrics.ServerCounter.RECEIVED_BYTES;
import static io.framelab.metrics.ServerCounter.REQ_RECV;
import static io.framelab.metrics.ServerCounter.RESULT_BUSY;
import static io.framelab.metrics.ServerCounter.RESULT_FAILED;
import static io.framelab.metrics.ServerCounter.RESULT_OK;
import static io.framelab.metrics.ServerCounter.RESULT_REJECTED;
import static io.framelab.metrics.ServerCounter.RESULT_UNAUTHENTICATED;
import static io.framelab.metrics.ServerCounter.RSP_SEND;
import static io.framelab.metrics.ServerCounter.SENT_BYTES;
import static io.framelab.metrics.ServerCounter.WRITES_PENDING;
import static io.framelab.metrics.ServerCounter.WRITES_SETTLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.GoldenBytes;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;

class CountersContractTest {
  private static final byte[] PAYLOAD = new byte[7];

  @EveryEngine
  @DisplayName("all counters, to the byte, after one connection of every kind and a drain")
  void shouldCountExactly(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine, s -> (int) (s.id() % 5))) {
      try (RawPeer peer = server.connect()) { // 13 + 1000 × 20 bytes, all results
        peer.send(GoldenBytes.CONN_EMPTY).send(RawPeer.submitFrames(0, 1_000, PAYLOAD));
        assertThat(peer.halfClose().receiveToEnd()).hasSize(1_001 * 14);
      }
      try (RawPeer malformed = server.connect()) { // 20 + 4 bytes, result ok
        malformed.submit(5, PAYLOAD).send("00000002");
        assertThat(malformed.receiveToEnd()).hasSize(14);
      }
      final RawPeer resetting = server.connect(); // 20 + 9 bytes, result ok
      resetting.submit(10, PAYLOAD).send("00000014 02 30303030");
      resetting.receive(14);
      server.awaitCount(RECEIVED_BYTES, 13 + 20_000 + 24 + 29);
      resetting.reset();
      server.awaitCount(CLOSED_ERROR, 1);
      final RawPeer idle = server.connect(); // 20 bytes, result busy
      idle.submit(1, PAYLOAD).receive(14);
      final Background<Boolean> stopped = Background.run(() -> server.stop(Duration.ofSeconds(10)));
      assertThat(idle.receiveToEnd()).isEmpty();
      idle.close();
      assertThat(stopped.result()).isTrue();

      final Map<ServerCounter, Long> counts = new EnumMap<>(server.counts());
      // how many reads and flushes there were, and which had to wait, is the engine's business
      assertThat(counts.remove(READS)).isPositive();
      assertThat(counts.remove(FLUSHES)).isPositive();
      counts
          .keySet()
          .removeAll(Set.of(WRITES_PENDING, WRITES_SETTLED, READS_PAUSED, READS_RESUMED));
      assertThat(counts).containsExactlyInAnyOrderEntriesOf(expected());
      assertThat(server.lateAnswers()).isZero();
    }
  }

  private static Map<ServerCounter, Long> expected() {
    return Map.ofEntries(
        Map.entry(REQ_RECV, 1_003L),
        Map.entry(RSP_SEND, 1_003L),
        Map.entry(RECEIVED_BYTES, 13L + 20_000 + 24 + 29 + 20),
        Map.entry(SENT_BYTES, 14L * (1 + 1_003)),
        Map.entry(ACCEPTED, 4L),
        Map.entry(CLOSED_PEER, 1L),
        Map.entry(CLOSED_PROTOCOL, 1L),
        Map.entry(CLOSED_ERROR, 1L),
        Map.entry(CLOSED_DRAIN, 1L),
        Map.entry(RESULT_OK, 202L),
        Map.entry(RESULT_BUSY, 201L),
        Map.entry(RESULT_REJECTED, 200L),
        Map.entry(RESULT_UNAUTHENTICATED, 200L),
        Map.entry(RESULT_FAILED, 200L),
        Map.entry(PROTOCOL_LENGTH_TOO_SMALL, 1L));
  }
}
