package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.SubmitHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;

class HalfCloseContractTest {
  private static final byte[] PAYLOAD = new byte[5];
  private static final Duration WINDOW = Duration.ofMillis(600);

  /**
   * Of all engines' threads together, which have nothing to do; one that spins uses it up alone.
   */
  private static final Duration MAX_CPU = Duration.ofMillis(200);

  @EveryEngine
  @DisplayName("R04: 10 000 Submits, then FIN: every ack, then a clean end")
  void shouldAckEverythingWhenPeerHalfCloses(final EngineUnderTest engine) throws Exception {
    final int count = 10_000;
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer peer = server.connect()) {
      final Background<RawPeer> sent =
          Background.run(() -> peer.send(RawPeer.submitFrames(1, count, PAYLOAD)).halfClose());
      assertThat(peer.receiveToEnd()).isEqualTo(RawPeer.ackFrames(1, count));
      sent.result();
      server.awaitCount(ServerCounter.CLOSED_PEER, 1);
      server.awaitCount(ServerCounter.RSP_SEND, count);
    }
  }

  @EveryEngine
  @DisplayName("R04: the same with every answer from another thread")
  void shouldAckEverythingWhenAnswersComeFromAnotherThread(final EngineUnderTest engine)
      throws Exception {
    final int count = 10_000;
    try (LateAnswers late = LateAnswers.withheld();
        ServerUnderTest server = ServerUnderTest.start(engine, late);
        RawPeer peer = server.connect()) {
      late.release();
      final Background<RawPeer> sent =
          Background.run(() -> peer.send(RawPeer.submitFrames(1, count, PAYLOAD)).halfClose());
      assertThat(peer.receiveToEnd()).isEqualTo(RawPeer.ackFrames(1, count));
      sent.result();
      server.awaitCount(ServerCounter.CLOSED_PEER, 1);
      assertThat(server.lateAnswers()).isZero();
    }
  }

  @EveryEngine
  @DisplayName("R04: no answer comes before the server has seen the FIN")
  void shouldAckEverythingWhenAnswersComeAfterTheFin(final EngineUnderTest engine)
      throws Exception {
    final int count = 500;
    try (LateAnswers late = LateAnswers.withheld();
        ServerUnderTest server = ServerUnderTest.start(engine, late);
        RawPeer peer = server.connect()) {
      peer.send(RawPeer.submitFrames(1, count, PAYLOAD)).halfClose();
      late.awaitFirst();
      late.release();
      assertThat(peer.receiveToEnd()).isEqualTo(RawPeer.ackFrames(1, count));
    }
  }

  @EveryEngine
  @DisplayName("R05: RST after the FIN, answers still to come")
  void shouldGiveUpWhenPeerResetsAfterHalfClose(final EngineUnderTest engine) throws Exception {
    try (LateAnswers late = LateAnswers.withheld();
        ServerUnderTest server = ServerUnderTest.start(engine, late)) {
      final RawPeer peer = server.connect();
      peer.send(RawPeer.submitFrames(1, 100, PAYLOAD)).halfClose();
      late.awaitFirst();
      peer.reset();
      late.release();
      server.awaitCount(ServerCounter.CLOSED_ERROR, 1);
      server.awaitAllClosed(1);
      assertThat(server.count(ServerCounter.RSP_SEND)).isZero();
      server.assertServes();
    }
  }

  @AllEnginesAtOnce
  @DisplayName("R05: RST after the FIN, no answer in sight: no loop spins on the dead socket")
  void shouldRestWhenPeerResetsAfterHalfCloseAndNoAnswerComes() throws Exception {
    EngineUnderTest.allAtOnce(HalfCloseContractTest::noThreadSpins);
  }

  private static void noThreadSpins(final EngineUnderTest engine) throws Exception {
    try (LateAnswers late = LateAnswers.withheld();
        ServerUnderTest server = ServerUnderTest.start(engine, late)) {
      final RawPeer peer = server.connect();
      peer.send(RawPeer.submitFrames(1, 100, PAYLOAD)).halfClose();
      late.awaitFirst();
      peer.reset();
      final long before = IoThreads.cpuNanos();
      assertThat(Await.within(WINDOW, () -> IoThreads.cpuNanos() - before > MAX_CPU.toNanos()))
          .as("the threads of all engines together used more than %s within %s", MAX_CPU, WINDOW)
          .isFalse();
      late.release();
      server.awaitAllClosed(1);
      assertThat(server.count(ServerCounter.RSP_SEND)).isZero();
    }
  }

  @EveryEngine
  @DisplayName("R06: a peer that has closed before its ack leaves: no word in the log")
  void shouldStayCalmWhenPeerDoesNotWaitForItsAck(final EngineUnderTest engine) throws Exception {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch gone = new CountDownLatch(1);
    final SubmitHandler handler =
        submission -> {
          asked.countDown();
          try {
            gone.await();
          } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ResultCode.OK;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, handler)) {
      final RawPeer peer = server.connect();
      peer.submit(1, PAYLOAD);
      asked.await();
      peer.close();
      gone.countDown();
      server.awaitAllClosed(1);
      server.assertServes();
    }
  }

  @EveryEngine
  @DisplayName("a FIN without a word")
  void shouldCloseWhenPeerHalfClosesAtOnce(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine, s -> ResultCode.OK);
        RawPeer peer = server.connect()) {
      assertThat(peer.halfClose().receiveToEnd()).isEmpty();
      server.awaitCount(ServerCounter.CLOSED_PEER, 1);
    }
  }
}
