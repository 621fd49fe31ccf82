package io.framelab.server.contract;

import static io.framelab.server.core.ResultCode.BUSY;
import static io.framelab.server.core.ResultCode.FAILED;
import static io.framelab.server.core.ResultCode.OK;
import static io.framelab.server.core.ResultCode.REJECTED;
import static io.framelab.server.core.SubmitHandler.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Packet;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.Deferral;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;

class HandlerContractTest {
  private static final byte[] PAYLOAD = "payload".getBytes(StandardCharsets.US_ASCII);

  @EveryEngine
  @DisplayName("a handler that stops its own server is told that a connection is left: its own")
  void shouldEndWhenItsOwnHandlerStopsIt(final EngineUnderTest engine) throws Exception {
    final CompletableFuture<ServerUnderTest> started = new CompletableFuture<>();
    final CompletableFuture<Boolean> drained = new CompletableFuture<>();
    final SubmitHandler handler =
        submission -> {
          try {
            drained.complete(started.join().stop(Duration.ofMillis(50)));
          } catch (final RuntimeException thrown) {
            drained.completeExceptionally(thrown);
          }
          return OK;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, handler);
        RawPeer peer = server.connect()) {
      started.complete(server);
      peer.submit(1, PAYLOAD);
      assertThat(drained.get()).isFalse();
      server.awaitAllClosed(1);
    }
    // Nobody could wait for the loop's end, which gives back its buffers.
    IoThreads.awaitNone();
  }

  @EveryEngine
  @ExpectsWarnings
  @DisplayName("H01: whatever goes wrong in a handler is result 4 of that Submit alone")
  void shouldFailThatSubmitAloneWhenHandlerMisbehaves(final EngineUnderTest engine)
      throws Exception {
    final List<SubmitHandler> behaviours =
        List.of(
            s -> OK,
            s -> {
              throw new IllegalStateException("on purpose");
            },
            s -> {
              throw new AssertionError("on purpose");
            },
            HandlerContractTest::overflow,
            s -> 99,
            s -> -7,
            s -> LATER,
            s -> {
              s.defer();
              throw new IllegalStateException("on purpose, after defer()");
            },
            s -> REJECTED);
    final int[] results = {OK, FAILED, FAILED, FAILED, FAILED, FAILED, FAILED, FAILED, REJECTED};
    try (ServerUnderTest server =
            ServerUnderTest.start(engine, s -> behaviours.get((int) s.id()).onSubmit(s));
        RawPeer peer = server.connect()) {
      peer.send(RawPeer.submitFrames(0, results.length, PAYLOAD));
      assertAcks(peer, results);
      server.awaitCount(ServerCounter.RESULT_FAILED, 7);
      server.awaitCount(ServerCounter.RESULT_OK, 1);
      server.awaitCount(ServerCounter.RESULT_REJECTED, 1);
      assertThat(server.lateAnswers()).isZero();
    }
  }

  @EveryEngine
  @DisplayName("H04: the first answer counts, the others are told so and counted")
  void shouldTakeTheFirstAnswer(final EngineUnderTest engine) throws Exception {
    final List<Boolean> taken = new ArrayList<>();
    final List<Deferral> kept = new ArrayList<>();
    final List<SubmitHandler> behaviours =
        List.of(
            s -> {
              taken.add(s.defer().complete(BUSY)); // before it returns
              return LATER;
            },
            s -> {
              final Deferral deferral = s.defer();
              taken.add(deferral.complete(REJECTED));
              taken.add(deferral.complete(OK));
              return LATER;
            },
            s -> {
              kept.add(s.defer());
              return BUSY; // the returned code is the answer
            },
            s -> {
              taken.add(s.defer().complete(REJECTED));
              return OK; // too late
            },
            s -> {
              taken.add(s.defer() == s.defer());
              taken.add(s.defer().complete(99));
              return LATER;
            });
    try (ServerUnderTest server =
            ServerUnderTest.start(engine, s -> behaviours.get((int) s.id()).onSubmit(s));
        RawPeer peer = server.connect()) {
      peer.send(RawPeer.submitFrames(0, behaviours.size(), PAYLOAD));
      assertAcks(peer, BUSY, REJECTED, BUSY, REJECTED, FAILED);
      assertThat(taken).containsExactly(true, true, false, true, true, true);
      assertThat(kept.get(0).complete(OK)).isFalse();
      assertThat(server.lateAnswers()).isEqualTo(2);
    }
  }

  @EveryEngine
  @DisplayName("H04: eight threads answer at once, one of them does")
  void shouldAckOnceWhenManyThreadsAnswer(final EngineUnderTest engine) throws Exception {
    final int threads = 8;
    final int rounds = 50;
    final BlockingQueue<Deferral> deferred = new LinkedBlockingQueue<>();
    final SubmitHandler handler =
        s -> {
          deferred.add(s.defer());
          return LATER;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, handler);
        RawPeer peer = server.connect()) {
      for (int round = 0; round < rounds; round++) {
        peer.submit(round, PAYLOAD);
        final Deferral deferral = deferred.take();
        final CyclicBarrier together = new CyclicBarrier(threads);
        final List<Background<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          answers.add(
              Background.run(
                  () -> {
                    together.await();
                    return deferral.complete(OK);
                  }));
        }
        int taken = 0;
        for (final Background<Boolean> answer : answers) {
          taken += answer.result() ? 1 : 0;
        }
        assertThat(taken).isEqualTo(1);
        assertThat(peer.receive(14)).isEqualTo(RawPeer.ackFrames(round, 1));
      }
      assertThat(server.lateAnswers()).isEqualTo(rounds * (threads - 1));
      assertThat(peer.halfClose().receiveToEnd()).isEmpty();
    }
  }

  @EveryEngine
  @DisplayName("H04: an answer for a connection that is gone is refused and counted")
  void shouldRefuseAnswerWhenConnectionIsGone(final EngineUnderTest engine) throws Exception {
    final CompletableFuture<Deferral> deferred = new CompletableFuture<>();
    final SubmitHandler handler =
        s -> {
          deferred.complete(s.defer());
          return LATER;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, handler);
        RawPeer peer = server.connect()) {
      peer.submit(1, PAYLOAD);
      final Deferral deferral = deferred.get();

      assertThat(server.stop(Duration.ZERO)).isFalse();

      assertThat(deferral.complete(OK)).isFalse();
      assertThat(server.lateAnswers()).isEqualTo(1);
      assertThat(server.count(ServerCounter.REQ_RECV)).isEqualTo(1);
      assertThat(server.count(ServerCounter.RSP_SEND)).isZero();
    }
  }

  @EveryEngine
  void shouldShowHandlerWhatWasSent(final EngineUnderTest engine) throws Exception {
    final List<Object> seen = new ArrayList<>();
    final SubmitHandler handler =
        s -> {
          final byte[] inPlace = new byte[s.payloadLength()];
          s.buffer().getBytes(s.payloadOffset(), inPlace);
          seen.addAll(List.of(s.id(), s.peer().address(), text(s.copyPayload()), text(inPlace)));
          return OK;
        };
    final InetSocketAddress address;
    try (ServerUnderTest server = ServerUnderTest.start(engine, handler);
        RawPeer peer = server.connect()) {
      address = peer.address();
      peer.submit(0x8000_0000_0000_0001L, PAYLOAD);
      peer.receive(14);
    }
    assertThat(seen).containsExactly(0x8000_0000_0000_0001L, address, "payload", "payload");
  }

  private static void assertAcks(final RawPeer peer, final int... results) throws Exception {
    for (int id = 0; id < results.length; id++) {
      assertThat(peer.receiveAck()).isEqualTo(new Packet.SubmitAck(id, results[id]));
    }
  }

  private static int overflow(final Submission submission) {
    return overflow(submission) + 1;
  }

  private static String text(final byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
