package io.framelab.server.contract;

import static io.framelab.codec.ProtocolException.Reason.LENGTH_TOO_LARGE;
import static io.framelab.codec.ProtocolException.Reason.LENGTH_TOO_SMALL;
import static io.framelab.codec.ProtocolException.Reason.LOOKS_LIKE_HTTP;
import static io.framelab.codec.ProtocolException.Reason.LOOKS_LIKE_TLS;
import static io.framelab.codec.ProtocolException.Reason.SERVER_COMMAND;
import static io.framelab.codec.ProtocolException.Reason.UNKNOWN_COMMAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.GoldenBytes;
import io.framelab.codec.ProtocolException.Reason;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;

class MalformedInputContractTest {
  private static final Map<String, Reason> MALFORMED = new TreeMap<>();
  private static final byte[] PAYLOAD = new byte[5];

  static {
    put(LENGTH_TOO_SMALL, "00000000", "00000001", "00000002", "00000003"); // F04
    put(LENGTH_TOO_SMALL, "00000004"); // F05
    put(LENGTH_TOO_SMALL, "ffffffff", "80000000"); // F06
    put(LENGTH_TOO_LARGE, "7fffffff", "00010001"); // F07
    put(UNKNOWN_COMMAND, "0000000d 00 3030303030303031", "0000000d 03 3030303030303031"); // F10
    put(UNKNOWN_COMMAND, "0000000d 7f 3030303030303031", "0000000e ff 3030303030303031 00");
    put(SERVER_COMMAND, GoldenBytes.CONN_ACK_OK, GoldenBytes.SUBMIT_ACK_OK); // F11
    put(SERVER_COMMAND, "0000000d 80 3030303030303031", "0000000f 81 3030303030303031 0000");
    put(LENGTH_TOO_SMALL, "00000005 02", "00000006 02 30", "00000007 02 3030"); // F12
    put(LENGTH_TOO_SMALL, "00000008 02 303030", "00000009 02 30303030", "0000000a 02 3030303030");
    put(LENGTH_TOO_SMALL, "0000000b 02 303030303030", "0000000c 02 30303030303030");
    put(LOOKS_LIKE_TLS, "16030100 c8 010000c40303"); // F17
    put(LOOKS_LIKE_HTTP, "47455420 2f20485454502f312e310d0a0d0a", "50524920 2a20485454502f322e30");
  }

  @EveryEngine
  @DisplayName("F04 to F07, F10 to F13, F17: acks of what came before, then the end, for it alone")
  void shouldEndThatConnectionAloneWhenInputIsMalformed(final EngineUnderTest engine)
      throws Exception {
    final Ledger ledger = new Ledger();
    try (ServerUnderTest server = ServerUnderTest.start(engine, ledger);
        RawPeer bystander = server.connect()) {
      int ended = 0;
      for (final Map.Entry<String, Reason> malformed : MALFORMED.entrySet()) {
        final long errorsBefore = server.count(counter(malformed.getValue()));
        try (RawPeer peer = server.connect()) {
          peer.send(goodBadGood(3, malformed.getKey(), 3));

          assertThat(peer.receiveToEnd())
              .as("acks before %s", malformed)
              .isEqualTo(RawPeer.ackFrames(1, 3));
        }
        assertThat(server.count(counter(malformed.getValue())))
            .as("counted for %s: %s", malformed, server.counts())
            .isEqualTo(errorsBefore + 1);
        server.awaitCount(ServerCounter.CLOSED_PROTOCOL, ++ended);
        bystander.submit(100 + ended, PAYLOAD);
        assertThat(bystander.receive(14)).isEqualTo(RawPeer.ackFrames(100 + ended, 1));
      }
      assertThat(ledger.handled()).filteredOn(id -> id < 100).hasSize(3 * ended);
    }
  }

  @EveryEngine
  @DisplayName("F04 to F07: four bytes are enough, no more need to come")
  void shouldEndWhenLengthAloneIsMalformed(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine)) {
      for (final String length : List.of("00000002", "80000000", "7fffffff", "47455420")) {
        try (RawPeer peer = server.connect()) {
          peer.sendByteByByte(GoldenBytes.bytes(length));
          assertThat(peer.receiveToEnd()).as(length).isEmpty();
        }
      }
    }
  }

  @EveryEngine
  @DisplayName("F13: Submits behind malformed input are not handled, now or at any kind of end")
  void shouldHandleNothingBehindMalformedInput(final EngineUnderTest engine) throws Exception {
    final Ledger ledger = new Ledger();
    final byte[] more = RawPeer.submitFrames(50, 100, PAYLOAD);
    try (ServerUnderTest server = ServerUnderTest.start(engine, ledger)) {
      int connections = 0;
      for (final String malformed : List.of("00000002", "0000000d 03 3030303030303031")) {
        final List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < 3; i++, connections++) {
          final RawPeer peer = server.connect();
          peers.add(peer.send(goodBadGood(0, malformed, 1)));
          assertThat(peer.receiveToEnd()).isEmpty();
        }
        peers.get(0).send(more).close();
        peers.get(1).send(more).halfClose();
        peers.get(2).send(more).reset();
        server.awaitAllClosed(connections);
        peers.get(1).close();
      }
      server.awaitCount(ServerCounter.CLOSED_PROTOCOL, connections);
    }
    assertThat(ledger.handled()).isEmpty();
  }

  @EveryEngine
  @DisplayName("the close loses no ack, however much input nobody will read")
  void shouldLoseNoAckWhenInputIsUnread(final EngineUnderTest engine) throws Exception {
    final int good = 2_000;
    try (ServerUnderTest server = ServerUnderTest.start(engine)) {
      for (int round = 0; round < 5; round++) {
        try (RawPeer peer = server.connect()) {
          final byte[] stream = goodBadGood(good, "0000000c", 40_000);
          final Background<RawPeer> sent = Background.run(() -> peer.send(stream));

          assertThat(peer.receiveToEnd()).isEqualTo(RawPeer.ackFrames(1, good));
          sent.result();
        }
      }
      server.awaitCount(ServerCounter.CLOSED_PROTOCOL, 5);
      assertThat(server.count(ServerCounter.RSP_SEND)).isEqualTo(5 * good);
    }
  }

  @AllEnginesAtOnce
  @DisplayName("a peer that never leaves is closed all the same; one that sends for ever too")
  void shouldEndLingeringWhenPeerDoesNotLeave() throws Exception {
    EngineUnderTest.allAtOnce(MalformedInputContractTest::lingeringEnds);
  }

  private static void lingeringEnds(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer silent = server.connect();
        RawPeer talker = server.connect()) {
      silent.send("00000000");
      talker.send("00000000");
      final Background<Exception> refused = Background.run(() -> sendUntilRefused(talker));
      assertThat(silent.receiveToEnd()).isEmpty();
      assertThat(refused.result()).isInstanceOf(IOException.class);
      server.awaitAllClosed(2);
    }
  }

  private static Exception sendUntilRefused(final RawPeer peer) {
    final byte[] good = RawPeer.submitFrames(1, 1_000, PAYLOAD);
    try {
      while (true) {
        peer.send(good);
      }
    } catch (final IOException expected) {
      return expected;
    }
  }

  private static byte[] goodBadGood(final int before, final String malformed, final int behind) {
    final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(RawPeer.submitFrames(1, before, PAYLOAD));
    stream.writeBytes(GoldenBytes.bytes(malformed));
    stream.writeBytes(RawPeer.submitFrames(50, behind, PAYLOAD));
    return stream.toByteArray();
  }

  private static ServerCounter counter(final Reason reason) {
    return ServerCounter.valueOf("PROTOCOL_" + reason.name());
  }

  private static void put(final Reason reason, final String... malformed) {
    for (final String hex : malformed) {
      MALFORMED.put(hex, reason);
    }
  }
}
