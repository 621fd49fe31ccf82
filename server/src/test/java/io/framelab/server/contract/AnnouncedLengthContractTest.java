package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.GoldenBytes;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

/** What a peer costs that announces a long frame, sends the beginning of it and stalls. */
class AnnouncedLengthContractTest {
  /**
   * Bytes that may be allocated for a header that has come, whatever it announces: the 4 KiB that a
   * blocking engine takes before it knows more, the stack of a virtual thread, and what leak
   * detection remembers of a buffer.
   */
  private static final long MAX_BYTES_EACH = 16 * 1024;

  /** Netty's allocators take memory in pieces for many buffers. */
  private static final long CHUNKS_BYTES = 2 * 1024 * 1024;

  @EveryEngine
  @DisplayName("F01 (c), F09: memory follows the bytes that came, not those announced; no ack")
  void shouldHoldWhatArrivesNotWhatIsAnnounced(final EngineUnderTest engine) throws Exception {
    final int connections = LongRun.or(250, 1_000);
    final List<RawPeer> peers = new ArrayList<>();
    try (ServerUnderTest server = ServerUnderTest.start(engine)) {
      for (int i = 0; i < connections; i++) {
        // Each has had what an engine gives to a connection that works.
        final RawPeer peer = server.connect().send(GoldenBytes.SUBMIT_HELLO);
        peer.receive(14);
        peers.add(peer);
      }
      final long received = server.count(ServerCounter.RECEIVED_BYTES);
      final long before = server.allocatedBytes();
      for (final RawPeer peer : peers) {
        peer.send("00010000 02 3030303030303031");
      }
      server.awaitCount(ServerCounter.RECEIVED_BYTES, received + 13 * connections);

      assertThat(server.allocatedBytes() - before)
          .as("allocated for %d connections that announced 64 KiB each", connections)
          .isLessThan(connections * MAX_BYTES_EACH + CHUNKS_BYTES);
      assertThat(server.count(ServerCounter.REQ_RECV)).isEqualTo(connections);
      server.assertServes();
      for (final RawPeer peer : peers) {
        peer.close();
      }
    }
  }

  @EveryEngine
  @DisplayName("F09: lengths announced that together are more than there is")
  void shouldServeWhenMoreIsAnnouncedThanThereIs(final EngineUnderTest engine) throws Exception {
    // 100 × 16 MiB is more than the JVM of the tests may have, on its heap or off it.
    final int connections = 100;
    final int maxFrameLength = 16 * 1024 * 1024;
    final List<RawPeer> peers = new ArrayList<>();
    try (ServerUnderTest server = ServerUnderTest.start(engine, maxFrameLength, s -> 0)) {
      for (int i = 0; i < connections; i++) {
        final RawPeer peer = server.connect();
        peers.add(peer);
        peer.send("01000000 02 3030");
      }
      server.awaitCount(ServerCounter.RECEIVED_BYTES, connections * 7);
      server.assertServes();
      server.awaitCount(ServerCounter.CLOSED_PEER, 1);
      assertThat(server.count(ServerCounter.CLOSED_ERROR)).isZero();
      for (final RawPeer peer : peers) {
        peer.close();
      }
    }
  }
}
