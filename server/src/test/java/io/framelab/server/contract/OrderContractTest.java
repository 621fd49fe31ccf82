package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import io.framelab.codec.SubmitAckFlyweight;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.Deferral;
import io.framelab.server.core.SubmitHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderContractTest {
  private static final byte[] PAYLOAD = new byte[9];

  @EveryEngine
  @DisplayName("window 1: a client that waits for each ack gets it")
  void shouldAckAtOnceWhenClientWaitsForEach(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer peer = server.connect()) {
      for (int id = 0; id < 1_000; id++) {
        peer.submit(id, PAYLOAD);
        assertThat(peer.receive(14)).isEqualTo(RawPeer.ackFrames(id, 1));
      }
    }
  }

  @EveryEngine
  @DisplayName("window 7: neither the window nor its bytes fit any buffer")
  void shouldAckInOrderWhenWindowSlides(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer peer = server.connect()) {
      peer.send(RawPeer.submitFrames(0, 7, PAYLOAD));
      for (int id = 0; id < 1_000; id++) {
        assertThat(peer.receive(14)).isEqualTo(RawPeer.ackFrames(id, 1));
        peer.submit(id + 7, PAYLOAD);
      }
    }
  }

  @EveryEngine
  @DisplayName("a burst of 10 000 Submits in one write")
  void shouldAckBurstInOrder(final EngineUnderTest engine) throws Exception {
    final int count = 10_000;
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer peer = server.connect()) {
      final Background<RawPeer> sent =
          Background.run(() -> peer.send(RawPeer.submitFrames(1, count, PAYLOAD)));
      assertThat(peer.receive(count * 14)).isEqualTo(RawPeer.ackFrames(1, count));
      sent.result();
    }
  }

  @EveryEngine
  @DisplayName("100 connections, window 100, ten times over")
  void shouldAckEveryConnectionInOrder(final EngineUnderTest engine) throws Exception {
    final int connections = 100;
    final int window = 100;
    final int rounds = 10;
    final List<RawPeer> peers = new ArrayList<>();
    try (ServerUnderTest server = ServerUnderTest.start(engine)) {
      for (int i = 0; i < connections; i++) {
        peers.add(server.connect());
      }
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < connections; i++) {
          peers.get(i).send(RawPeer.submitFrames(firstId(i, round * window), window, PAYLOAD));
        }
        for (int i = 0; i < connections; i++) {
          assertThat(peers.get(i).receive(window * 14))
              .as("connection %d, round %d", i, round)
              .isEqualTo(RawPeer.ackFrames(firstId(i, round * window), window));
        }
      }
      for (final RawPeer peer : peers) {
        peer.close();
      }
      server.awaitAllClosed(connections);
      server.awaitCount(ServerCounter.REQ_RECV, connections * window * rounds);
      server.awaitCount(ServerCounter.RSP_SEND, connections * window * rounds);
    }
  }

  @EveryEngine
  @DisplayName("answers at once and late answers from four threads, mixed, with all results")
  void shouldKeepOrderWhenAnswersComeLate(final EngineUnderTest engine) throws Exception {
    final int count = 5_000;
    final ExecutorService workers = Executors.newFixedThreadPool(4);
    final SubmitHandler handler =
        submission -> {
          final int result = (int) (submission.id() % 5);
          if (submission.id() % 3 == 0) {
            return result;
          }
          final Deferral deferral = submission.defer();
          workers.execute(() -> deferral.complete(result));
          return SubmitHandler.LATER;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, handler);
        RawPeer peer = server.connect()) {
      final Background<RawPeer> sent =
          Background.run(() -> peer.send(RawPeer.submitFrames(0, count, PAYLOAD)));
      assertThat(peer.receive(count * 14)).isEqualTo(acksWithAllResults(count));
      sent.result();
      assertThat(server.lateAnswers()).isZero();
    } finally {
      workers.shutdownNow();
    }
  }

  /** A blocking engine's thread waits for one answer before it looks at the next Submit. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.framelab.server.contract.EngineUnderTest#eventLoops")
  @ExtendWith(NothingLeftBehind.class)
  @Timeout(40)
  @DisplayName("answers in reverse order")
  void shouldKeepOrderWhenAnswersComeInReverse(final EngineUnderTest engine) throws Exception {
    final int count = 900;
    final List<Deferral> deferrals = new ArrayList<>();
    final SubmitHandler handler =
        submission -> {
          deferrals.add(submission.defer());
          if (deferrals.size() == count) {
            IntStream.range(0, count).forEach(i -> deferrals.get(count - 1 - i).complete(0));
          }
          return SubmitHandler.LATER;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, handler);
        RawPeer peer = server.connect()) {
      peer.send(RawPeer.submitFrames(0, count, PAYLOAD));
      assertThat(peer.receive(count * 14)).isEqualTo(RawPeer.ackFrames(0, count));
    }
  }

  private static byte[] acksWithAllResults(final int count) {
    final UnsafeBuffer acks = new UnsafeBuffer(new byte[count * FrameDescriptor.ACK_LENGTH]);
    for (int id = 0; id < count; id++) {
      SubmitAckFlyweight.encode(acks, id * FrameDescriptor.ACK_LENGTH, id, id % 5);
    }
    return acks.byteArray();
  }

  private static long firstId(final int connection, final int sequence) {
    return ((long) connection << 32) + sequence;
  }
}
