package io.framelab.server.contract;

import static io.framelab.server.contract.ServerUnderTest.MAX;
import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.GoldenBytes;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;

class FramingContractTest {
  private static final List<byte[]> GOLDEN_REQUESTS =
      List.of(
          GoldenBytes.bytes(GoldenBytes.SUBMIT_HELLO),
          GoldenBytes.bytes(GoldenBytes.SUBMIT_EMPTY),
          GoldenBytes.bytes(GoldenBytes.CONN_EMPTY));

  @EveryEngine
  void shouldAnswerGoldenBytesWithGoldenBytes(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer peer = server.connect()) {
      peer.send(GoldenBytes.SUBMIT_HELLO);
      assertThat(peer.receive(14)).isEqualTo(GoldenBytes.bytes(GoldenBytes.SUBMIT_ACK_OK));
      peer.send(GoldenBytes.CONN_EMPTY);
      assertThat(peer.receive(14)).isEqualTo(GoldenBytes.bytes(GoldenBytes.CONN_ACK_OK));
      peer.send(GoldenBytes.SUBMIT_EMPTY);
      assertThat(peer.receive(14)).isEqualTo(GoldenBytes.bytes(GoldenBytes.SUBMIT_ACK_OK));
    }
  }

  @EveryEngine
  @DisplayName("F01 (a): every golden frame cut anywhere, then FIN")
  void shouldHandleNothingWhenPeerLeavesInsideFrame(final EngineUnderTest engine) throws Exception {
    final Ledger ledger = new Ledger();
    int connections = 0;
    try (ServerUnderTest server = ServerUnderTest.start(engine, ledger)) {
      for (final byte[] frame : GOLDEN_REQUESTS) {
        for (int kept = 0; kept < frame.length; kept++, connections++) {
          try (RawPeer peer = server.connect()) {
            peer.send(Arrays.copyOf(frame, kept)).halfClose();
            assertThat(peer.receiveToEnd()).isEmpty();
          }
        }
      }
      server.awaitCount(ServerCounter.CLOSED_PEER, connections);
      assertThat(server.counts())
          .containsOnlyKeys(
              ServerCounter.ACCEPTED,
              ServerCounter.CLOSED_PEER,
              ServerCounter.READS,
              ServerCounter.RECEIVED_BYTES);
    }
    assertThat(ledger.handled()).isEmpty();
  }

  @EveryEngine
  @DisplayName("F01 (b): every golden frame cut anywhere, then RST")
  void shouldHandleNothingWhenPeerResetsInsideFrame(final EngineUnderTest engine) throws Exception {
    final Ledger ledger = new Ledger();
    int connections = 0;
    long bytes = 0;
    try (ServerUnderTest server = ServerUnderTest.start(engine, ledger)) {
      for (final byte[] frame : GOLDEN_REQUESTS) {
        for (int kept = 0; kept < frame.length; kept++) {
          final RawPeer peer = server.connect();
          peer.send(Arrays.copyOf(frame, kept));
          server.awaitCount(ServerCounter.RECEIVED_BYTES, bytes += kept);
          server.awaitCount(ServerCounter.ACCEPTED, ++connections);
          peer.reset();
        }
      }
      server.awaitCount(ServerCounter.CLOSED_ERROR, connections);
      server.assertServes();
    }
    assertThat(ledger.handled()).containsExactly(77L);
  }

  @EveryEngine
  @DisplayName("R06: resets in the middle of a frame, as fast as they come")
  void shouldStayCalmWhenPeersReset(final EngineUnderTest engine) throws Exception {
    final int resets = LongRun.or(300, 10_000);
    final Ledger ledger = new Ledger();
    try (ServerUnderTest server = ServerUnderTest.start(engine, ledger)) {
      for (int i = 0; i < resets; i++) {
        final RawPeer peer = server.connect();
        peer.send("00000012 02 30303030");
        peer.reset();
      }
      server.awaitAllClosed(resets);
      server.assertServes();
    }
    assertThat(ledger.size()).isEqualTo(1);
  }

  @EveryEngine
  @DisplayName("F02: byte by byte")
  void shouldAckWhenBytesComeOneByOne(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer peer = server.connect()) {
      peer.sendByteByByte(RawPeer.submitFrames(1, 20, new byte[5]));
      peer.sendByteByByte(RawPeer.submitFrame(21, new byte[LongRun.or(3_000, MAX - 13)]));
      assertThat(peer.receive(21 * 14)).isEqualTo(RawPeer.ackFrames(1, 21));
    }
  }

  @EveryEngine
  @DisplayName("F03: a stream cut at seeded random points")
  void shouldAckTheSameWhereverStreamIsCut(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine)) {
      for (long seed = 0; seed < LongRun.or(20, 1_000); seed++) {
        final Random random = new Random(seed);
        final byte[] stream = RawPeer.submitFrames(1, 100, new byte[random.nextInt(300)]);
        try (RawPeer peer = server.connect()) {
          for (int from = 0; from < stream.length; ) {
            final int to = Math.min(stream.length, from + 1 + random.nextInt(1000));
            peer.send(Arrays.copyOfRange(stream, from, to));
            from = to;
          }
          assertThat(peer.halfClose().receiveToEnd())
              .as("seed %d", seed)
              .isEqualTo(RawPeer.ackFrames(1, 100));
        }
      }
    }
  }

  @EveryEngine
  @DisplayName("F08, F18: payloads of 0, MAX-14 and MAX-13 bytes, whole at the handler")
  void shouldAcceptFramesUpToTheLongest(final EngineUnderTest engine) throws Exception {
    final int[] payloadLengths = {0, 1, 4096 - 13, 4096, MAX - 14, MAX - 13, 0};
    final List<byte[]> handled = new ArrayList<>();
    try (ServerUnderTest server =
            ServerUnderTest.start(
                engine,
                submission -> {
                  synchronized (handled) {
                    handled.add(submission.copyPayload());
                  }
                  return 0;
                });
        RawPeer peer = server.connect()) {
      final Random random = new Random(1);
      final List<byte[]> sent = new ArrayList<>();
      final ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (int i = 0; i < payloadLengths.length; i++) {
        final byte[] payload = new byte[payloadLengths[i]];
        random.nextBytes(payload);
        sent.add(payload);
        stream.writeBytes(RawPeer.submitFrame(i, payload));
      }
      peer.send(stream.toByteArray());
      assertThat(peer.receive(sent.size() * 14)).isEqualTo(RawPeer.ackFrames(0, sent.size()));
      synchronized (handled) {
        assertThat(handled).usingElementComparator(Arrays::compare).isEqualTo(sent);
      }
    }
  }

  @EveryEngine
  @DisplayName("F15: Submits in flight with the same id")
  void shouldAckEachWhenIdsAreTheSame(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer peer = server.connect()) {
      peer.send(GoldenBytes.SUBMIT_EMPTY + GoldenBytes.SUBMIT_HELLO).halfClose();
      assertThat(peer.receiveToEnd())
          .isEqualTo(GoldenBytes.bytes(GoldenBytes.SUBMIT_ACK_OK + GoldenBytes.SUBMIT_ACK_OK));
    }
  }

  @EveryEngine
  @DisplayName("F16: an id is eight opaque bytes")
  void shouldEchoIdByteForByte(final EngineUnderTest engine) throws Exception {
    final List<String> ids =
        List.of(
            "0000000000000000",
            "ffffffffffffffff",
            "0d0a0d0a0d0a0d0a",
            "1b5b324a1b5b324a",
            "c328a0a1e28281ff",
            "8081828384858687",
            "7f00000000000080");
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer peer = server.connect()) {
      for (final String id : ids) {
        peer.send("0000000d 02" + id);
        assertThat(peer.receive(14)).isEqualTo(GoldenBytes.bytes("0000000e 81" + id + "00"));
      }
    }
  }
}
