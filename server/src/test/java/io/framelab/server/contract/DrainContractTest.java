package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.Await;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.SubmitHandler;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;

class DrainContractTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final byte[] PAYLOAD = new byte[5];

  @EveryEngine
  @DisplayName("H05: under load every Submit whose handler ran is acked, then the end")
  void shouldAckWhatWasHandledWhenDrainedUnderLoad(final EngineUnderTest engine) throws Exception {
    final int connections = 50;
    final int window = 20;
    final Ledger ledger = new Ledger();
    try (ServerUnderTest server = ServerUnderTest.start(engine, ledger)) {
      final List<Background<Integer>> loads = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        final long firstId = (long) i << 32;
        final RawPeer peer = server.connect();
        // One that was never accepted would be reset by the kernel, and nobody has handled it.
        server.awaitCount(ServerCounter.ACCEPTED, i + 1);
        loads.add(Background.run(() -> loadUntilEnd(peer, firstId, window)));
      }
      Await.until(() -> ledger.size() > 10_000, () -> "handled only " + ledger.size());

      assertThat(server.stop(PATIENT)).isTrue();

      int acked = 0;
      for (final Background<Integer> load : loads) {
        acked += load.result();
      }
      assertThat(acked).isEqualTo(ledger.size());
      assertThat(server.count(ServerCounter.REQ_RECV)).isEqualTo(acked);
      assertThat(server.count(ServerCounter.RSP_SEND)).isEqualTo(acked);
      assertThat(server.count(ServerCounter.CLOSED_DRAIN)).isEqualTo(connections);
      assertThat(ledger.handled()).doesNotHaveDuplicates();
    }
  }

  @EveryEngine
  @DisplayName("idle connections end at once; nobody new gets in; stopping again says the same")
  void shouldEndIdleConnectionsWhenDrained(final EngineUnderTest engine) throws Exception {
    final List<RawPeer> peers = new ArrayList<>();
    try (ServerUnderTest server = ServerUnderTest.start(engine)) {
      for (int i = 0; i < 10; i++) {
        final RawPeer peer = server.connect();
        peers.add(peer.submit(i, PAYLOAD));
        peer.receive(14);
      }
      peers.get(3).send("00000012 02 30303030"); // inside a frame
      peers.get(4).submit(50, PAYLOAD).receive(14);
      final Background<Boolean> stopped = Background.run(() -> server.stop(PATIENT));
      for (final RawPeer peer : peers) {
        assertThat(peer.receiveToEnd()).isEmpty();
        peer.close();
      }
      assertThat(stopped.result()).isTrue();
      server.awaitCount(ServerCounter.CLOSED_DRAIN, 10);
      assertThatThrownBy(server::connect).isInstanceOf(ConnectException.class);
      assertThat(server.stop(Duration.ZERO)).isTrue();
    }
  }

  @AllEnginesAtOnce
  @DisplayName("idle connections whose peers never leave end too, and are drained, not broken")
  void shouldEndIdleConnectionsWhenPeersStay() throws Exception {
    EngineUnderTest.allAtOnce(DrainContractTest::idleConnectionsEnd);
  }

  private static void idleConnectionsEnd(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer silent = server.connect();
        RawPeer talkative = server.connect()) {
      silent.submit(1, PAYLOAD).receive(14);
      talkative.submit(2, PAYLOAD).receive(14);
      final Background<Boolean> stopped = Background.run(() -> server.stop(PATIENT));
      assertThat(talkative.receiveToEnd()).isEmpty();
      talkative.submit(3, PAYLOAD);
      assertThat(stopped.result()).isTrue();
      assertThat(server.count(ServerCounter.CLOSED_DRAIN)).isEqualTo(2);
      assertThat(server.count(ServerCounter.REQ_RECV)).isEqualTo(2);
    }
  }

  @EveryEngine
  @DisplayName("answers that come after the drain began are acked")
  void shouldWaitForLateAnswersWhenDrained(final EngineUnderTest engine) throws Exception {
    try (LateAnswers late = LateAnswers.withheld();
        ServerUnderTest server = ServerUnderTest.start(engine, late);
        RawPeer peer = server.connect()) {
      peer.submit(1, PAYLOAD);
      late.awaitFirst();
      final Background<Boolean> stopped = Background.run(() -> server.stop(PATIENT));
      Await.until(server::isDraining, () -> "not draining");
      late.release();
      assertThat(peer.receiveToEnd()).isEqualTo(RawPeer.ackFrames(1, 1));
      peer.halfClose();
      assertThat(stopped.result()).isTrue();
      assertThat(server.count(ServerCounter.CLOSED_DRAIN)).isEqualTo(1);
    }
  }

  @AllEnginesAtOnce
  @DisplayName("H06: an answer that never comes: the drain misses its deadline and says so")
  void shouldMissDeadlineWhenAnswerNeverComes() throws Exception {
    EngineUnderTest.allAtOnce(DrainContractTest::deadlineIsMissed);
  }

  private static void deadlineIsMissed(final EngineUnderTest engine) throws Exception {
    try (LateAnswers late = LateAnswers.withheld();
        ServerUnderTest server = ServerUnderTest.start(engine, late);
        RawPeer stuck = server.connect();
        RawPeer idle = server.connect()) {
      stuck.submit(1, PAYLOAD);
      late.awaitFirst();
      // Time enough for the idle one to be told, on a busy machine, too.
      final Background<Boolean> stopped = Background.run(() -> server.stop(Duration.ofSeconds(1)));
      assertThat(idle.receiveToEnd()).isEmpty();
      assertThat(stopped.result()).isFalse();
      assertThat(server.stop(PATIENT)).isFalse();
      assertThat(server.count(ServerCounter.RSP_SEND)).isZero();
    }
  }

  @AllEnginesAtOnce
  @ExpectsWarnings
  @DisplayName("H06: a handler that never returns: the drain misses its deadline and comes back")
  void shouldMissDeadlineWhenHandlerNeverReturns() throws Exception {
    EngineUnderTest.allAtOnce(DrainContractTest::stuckHandlerIsLeft);
    IoThreads.awaitNone();
  }

  private static void stuckHandlerIsLeft(final EngineUnderTest engine) throws Exception {
    final CountDownLatch stuck = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    final SubmitHandler handler =
        submission -> {
          stuck.countDown();
          try {
            released.await();
            return ResultCode.OK;
          } catch (final InterruptedException e) {
            throw new IllegalStateException("on purpose: the server gave up", e);
          }
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, handler);
        RawPeer peer = server.connect()) {
      peer.submit(1, PAYLOAD);
      stuck.await();
      assertThat(server.stop(Duration.ofMillis(300))).isFalse();
      released.countDown();
      server.awaitAllClosed(1);
    }
  }

  /** Sends a window, reads its acks, and so on until the server ends it; returns the acks. */
  private static int loadUntilEnd(final RawPeer peer, final long firstId, final int window)
      throws IOException {
    try (peer) {
      int acked = 0;
      while (true) {
        peer.send(RawPeer.submitFrames(firstId + acked, window, PAYLOAD));
        final byte[] acks = peer.receiveUpTo(window * 14);
        assertThat(acks.length % 14).isZero();
        assertThat(acks).isEqualTo(RawPeer.ackFrames(firstId + acked, acks.length / 14));
        acked += acks.length / 14;
        if (acks.length < window * 14) {
          return acked;
        }
      }
    }
  }
}
