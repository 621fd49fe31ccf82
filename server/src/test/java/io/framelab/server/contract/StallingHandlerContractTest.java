package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.Deferral;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.SubmitHandler;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One Submit whose answer does not come, or comes when nobody is there any more. */
class StallingHandlerContractTest {
  private static final long STALLED_ID = 1;
  private static final byte[] PAYLOAD = new byte[4];

  /** More than there are event loops, so that some share the stalled one's. */
  private static final int OTHERS = 8;

  private static final int SUBMITS = 20;

  @EveryEngine
  @DisplayName("H02: an answer that stays away holds up the acks behind it, on no other connection")
  void shouldHoldUpItsOwnConnectionAloneWhenAnAnswerStaysAway(final EngineUnderTest engine)
      throws Exception {
    final CompletableFuture<Deferral> stalled = new CompletableFuture<>();
    try (ServerUnderTest server = ServerUnderTest.start(engine, withholding(stalled));
        RawPeer peer = server.connect()) {
      peer.send(RawPeer.submitFrames(STALLED_ID, 3, PAYLOAD));
      final Deferral deferral = stalled.get();

      assertOthersAreServed(server);
      server.awaitCount(ServerCounter.RSP_SEND, OTHERS * SUBMITS);

      assertThat(deferral.complete(ResultCode.OK)).isTrue();
      assertThat(peer.receive(3 * 14)).isEqualTo(RawPeer.ackFrames(STALLED_ID, 3));
    }
  }

  /** On an event loop a handler must not block; a blocking engine's thread has one connection. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.framelab.server.contract.EngineUnderTest#blocking")
  @ExtendWith(NothingLeftBehind.class)
  @Timeout(40)
  @DisplayName("H02: a handler that does not return holds up no other connection")
  void shouldHoldUpItsOwnConnectionAloneWhenAHandlerDoesNotReturn(final EngineUnderTest engine)
      throws Exception {
    final CountDownLatch stuck = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    final SubmitHandler handler =
        submission -> {
          if (submission.id() == STALLED_ID) {
            stuck.countDown();
            awaitQuietly(released);
          }
          return ResultCode.OK;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, handler);
        RawPeer peer = server.connect()) {
      peer.send(RawPeer.submitFrames(STALLED_ID, 3, PAYLOAD));
      stuck.await();

      assertOthersAreServed(server);

      released.countDown();
      assertThat(peer.receive(3 * 14)).isEqualTo(RawPeer.ackFrames(STALLED_ID, 3));
    }
  }

  @EveryEngine
  @DisplayName("H04: an answer for a peer that has reset is dropped; a loop knows and says so")
  void shouldDropAnswerWhenPeerHasReset(final EngineUnderTest engine) throws Exception {
    final boolean noticesAtOnce = !engine.engine().isBlocking();
    final CompletableFuture<Deferral> stalled = new CompletableFuture<>();
    try (ServerUnderTest server = ServerUnderTest.start(engine, withholding(stalled))) {
      final RawPeer peer = server.connect();
      peer.submit(STALLED_ID, PAYLOAD);
      final Deferral deferral = stalled.get();
      peer.reset();
      if (noticesAtOnce) {
        server.awaitAllClosed(1);
      }

      // A blocking engine's thread waits for the answer, and finds the peer gone when it writes.
      assertThat(deferral.complete(ResultCode.OK)).isEqualTo(!noticesAtOnce);

      server.awaitAllClosed(1);
      assertThat(server.lateAnswers()).isEqualTo(noticesAtOnce ? 1 : 0);
      assertThat(server.count(ServerCounter.CLOSED_ERROR)).isEqualTo(1);
      assertThat(server.count(ServerCounter.RSP_SEND)).isZero();
      server.assertServes();
    }
  }

  private static SubmitHandler withholding(final CompletableFuture<Deferral> stalled) {
    return submission -> {
      if (submission.id() != STALLED_ID) {
        return ResultCode.OK;
      }
      stalled.complete(submission.defer());
      return SubmitHandler.LATER;
    };
  }

  private static void assertOthersAreServed(final ServerUnderTest server) throws IOException {
    for (int i = 0; i < OTHERS; i++) {
      try (RawPeer other = server.connect()) {
        other.send(RawPeer.submitFrames(100, SUBMITS, PAYLOAD));
        assertThat(other.receive(SUBMITS * 14)).isEqualTo(RawPeer.ackFrames(100, SUBMITS));
      }
    }
  }

  private static void awaitQuietly(final CountDownLatch latch) {
    try {
      latch.await();
    } catch (final InterruptedException e) {
      throw new IllegalStateException("the server gave up", e);
    }
  }
}
