package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.ConnectionLimits;
import io.framelab.server.core.ResultCode;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

/** How many connections a server takes. */
class AdmissionContractTest {
  private static final String ELSEWHERE = "127.0.0.2";
  private static final int CAP = 20;
  private static final int TOO_MANY = 10;

  @HardenedEngine
  @DisplayName("R14: cap + 10 connections: so many are served, 10 closed; those that end make room")
  void shouldServeAsManyAsAllowedWhenMoreCome(final EngineUnderTest engine) throws Exception {
    final List<RawPeer> peers = new ArrayList<>();
    try (ServerUnderTest server = start(engine, new ConnectionLimits(CAP, 0, 0))) {
      for (int i = 0; i < CAP; i++) {
        peers.add(server.connect());
      }
      server.awaitCount(ServerCounter.ACCEPTED, CAP);
      for (int i = 0; i < TOO_MANY; i++) {
        assertTurnedAway(server.connect());
      }
      server.awaitCount(ServerCounter.REJECTED_MAX_CONNS, TOO_MANY);
      assertAllServed(peers);
      for (final RawPeer peer : peers) {
        peer.close();
      }
      server.awaitAllClosed(CAP);
      server.assertServes();
    }
  }

  @HardenedEngine
  @DisplayName("R16: one address takes all that it may; another one still comes in")
  void shouldServeOthersWhenOneAddressTakesAllItMay(final EngineUnderTest engine) throws Exception {
    final List<RawPeer> peers = new ArrayList<>();
    try (ServerUnderTest server = start(engine, new ConnectionLimits(0, CAP, 0))) {
      for (int i = 0; i < CAP; i++) {
        peers.add(RawPeer.connectFrom(ELSEWHERE, server.port()));
      }
      server.awaitCount(ServerCounter.ACCEPTED, CAP);
      for (int i = 0; i < TOO_MANY; i++) {
        assertTurnedAway(RawPeer.connectFrom(ELSEWHERE, server.port()));
      }
      server.awaitCount(ServerCounter.REJECTED_PER_IP, TOO_MANY);
      server.assertServes();
      assertAllServed(peers);
      for (final RawPeer peer : peers) {
        peer.close();
      }
      server.awaitAllClosed(CAP + 1);
      try (RawPeer again = RawPeer.connectFrom(ELSEWHERE, server.port())) {
        assertAllServed(List.of(again));
      }
    }
  }

  @HardenedEngine
  @DisplayName("R09: connections faster than they may come")
  void shouldTurnConnectionsAwayWhenTheyComeTooFast(final EngineUnderTest engine) throws Exception {
    final int perSecond = 2;
    try (ServerUnderTest server = start(engine, new ConnectionLimits(0, 0, perSecond))) {
      int comes = 0;
      while (server.count(ServerCounter.REJECTED_ACCEPT_RATE) == 0) {
        server.connect().close();
        comes++;
      }
      assertThat(comes).isGreaterThan(perSecond);
      // A while later there is room again; until then a connection may be turned away.
      boolean served = false;
      while (!served) {
        try (RawPeer peer = server.connect()) {
          peer.submit(1, new byte[3]);
          served = peer.receiveUpTo(FrameDescriptor.ACK_LENGTH).length > 0;
        } catch (final SocketException turnedAway) {
          served = false;
        }
      }
    }
  }

  private static ServerUnderTest start(final EngineUnderTest engine, final ConnectionLimits limits)
      throws IOException {
    return ServerUnderTest.start(
        engine, engine.config().limits().connections(limits), submission -> ResultCode.OK);
  }

  private static void assertTurnedAway(final RawPeer peer) throws IOException {
    try (peer) {
      assertThat(peer.receiveToEnd()).isEmpty();
    }
  }

  private static void assertAllServed(final List<RawPeer> peers) throws IOException {
    for (int i = 0; i < peers.size(); i++) {
      peers.get(i).submit(i, new byte[3]);
    }
    for (int i = 0; i < peers.size(); i++) {
      assertThat(peers.get(i).receive(FrameDescriptor.ACK_LENGTH))
          .isEqualTo(RawPeer.ackFrames(i, 1));
    }
  }
}
