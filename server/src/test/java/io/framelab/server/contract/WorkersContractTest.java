package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.Packet;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.Deferral;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.SubmitHandler;
import io.framelab.server.core.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

/** Handlers that block, and handlers that fall behind, on threads of their own. */
class WorkersContractTest {
  private static final int ACK_LENGTH = FrameDescriptor.ACK_LENGTH;
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final long STALLED_ID = 1;
  private static final byte[] PAYLOAD = new byte[4];

  /** More than there are event loops, so that some share the stalled one's. */
  private static final int OTHERS = 8;

  private static final int SUBMITS = 20;

  @AfterEach
  void shouldLeaveNoWorker() {
    Await.until(
        () -> Thread.getAllStackTraces().keySet().stream().noneMatch(WorkersContractTest::isWorker),
        () -> "a worker is still alive");
  }

  private static boolean isWorker(final Thread thread) {
    return thread.getName().startsWith("framelab-worker-");
  }

  @HardenedEngine
  @DisplayName("H02: with workers a handler that does not return holds up no other connection")
  void shouldHoldUpItsOwnConnectionAloneWhenAHandlerBlocks(final EngineUnderTest engine)
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
    try (ServerUnderTest server = ServerUnderTest.start(engine, Workers.of(2), handler);
        RawPeer peer = server.connect()) {
      peer.send(RawPeer.submitFrames(STALLED_ID, 3, PAYLOAD));
      stuck.await();

      for (int i = 0; i < OTHERS; i++) {
        try (RawPeer other = server.connect()) {
          other.send(RawPeer.submitFrames(100, SUBMITS, PAYLOAD));
          assertThat(other.receive(SUBMITS * ACK_LENGTH))
              .isEqualTo(RawPeer.ackFrames(100, SUBMITS));
        }
      }
      server.awaitCount(ServerCounter.RSP_SEND, OTHERS * SUBMITS);

      released.countDown();
      assertThat(peer.receive(3 * ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(STALLED_ID, 3));
    }
  }

  @HardenedEngine
  @DisplayName(
      "H03: all handlers stall: the queue is bounded, what is beyond is busy, none is lost")
  void shouldAnswerBusyBeyondTheQueueWhenAllHandlersStall(final EngineUnderTest engine)
      throws Exception {
    final Workers workers = new Workers(2, 8);
    final int taken = workers.threads() + workers.queue();
    final int sent = taken + 40;
    final AtomicInteger handled = new AtomicInteger();
    final CountDownLatch released = new CountDownLatch(1);
    final SubmitHandler handler =
        submission -> {
          handled.incrementAndGet();
          awaitQuietly(released);
          return ResultCode.OK;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, workers, handler);
        RawPeer peer = server.connect();
        RawPeer other = server.connect()) {
      peer.send(RawPeer.submitFrames(0, workers.threads(), PAYLOAD));
      Await.until(() -> handled.get() == workers.threads(), () -> handled + " handlers run");
      peer.send(RawPeer.submitFrames(workers.threads(), sent - workers.threads(), PAYLOAD));
      Await.until(
          () -> server.workerQueueDepth() == workers.queue(),
          () -> server.workerQueueDepth() + " wait");

      for (int i = 0; i < SUBMITS; i++) {
        assertThat(other.submit(i, PAYLOAD).receiveAck())
            .isEqualTo(new Packet.SubmitAck(i, ResultCode.BUSY));
      }
      assertThat(server.workerQueueDepth()).isEqualTo(workers.queue());
      server.awaitCount(ServerCounter.REQ_RECV, sent + SUBMITS);

      released.countDown();
      for (int id = 0; id < sent; id++) {
        assertThat(peer.receiveAck())
            .isEqualTo(new Packet.SubmitAck(id, id < taken ? ResultCode.OK : ResultCode.BUSY));
      }
      assertThat(handled).hasValue(taken);
      server.awaitCount(ServerCounter.RESULT_BUSY, sent - taken + SUBMITS);
      server.awaitCount(ServerCounter.RESULT_OK, taken);
      assertThat(server.lateAnswers()).isZero();
      server.assertServes();
    }
  }

  @HardenedEngine
  @DisplayName("four workers, some answer at once, some later: acks in order, with all results")
  void shouldKeepOrderWhenSeveralWorkersAnswer(final EngineUnderTest engine) throws Exception {
    final int connections = 4;
    final int count = 5_000;
    final SubmitHandler handler =
        submission -> {
          final int result = (int) (submission.id() % ResultCode.COUNT);
          if (submission.id() % 3 != 0) {
            return result;
          }
          final Deferral deferral = submission.defer();
          deferral.complete(result);
          return SubmitHandler.LATER;
        };
    // Room for all, so that nothing is busy but what the handler calls so.
    final Workers workers = new Workers(4, connections * count);
    try (ServerUnderTest server = ServerUnderTest.start(engine, workers, handler)) {
      final List<Background<Void>> peers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        peers.add(Background.run(() -> submitAndCheck(server, count)));
      }
      for (final Background<Void> peer : peers) {
        peer.result();
      }
      assertThat(server.lateAnswers()).isZero();
    }
  }

  private static Void submitAndCheck(final ServerUnderTest server, final int count)
      throws Exception {
    try (RawPeer peer = server.connect()) {
      final Background<RawPeer> sent =
          Background.run(() -> peer.send(RawPeer.submitFrames(0, count, PAYLOAD)));
      for (int id = 0; id < count; id++) {
        assertThat(peer.receiveAck()).isEqualTo(new Packet.SubmitAck(id, id % ResultCode.COUNT));
      }
      sent.result();
    }
    return null;
  }

  @HardenedEngine
  @DisplayName("H05: what was read and waits for workers is handled and acked before the end")
  void shouldAckWhatWaitsForWorkersWhenDrained(final EngineUnderTest engine) throws Exception {
    final int count = 50;
    final CountDownLatch released = new CountDownLatch(1);
    final SubmitHandler handler =
        submission -> {
          awaitQuietly(released);
          return ResultCode.OK;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, Workers.of(2), handler);
        RawPeer peer = server.connect()) {
      peer.send(RawPeer.submitFrames(0, count, PAYLOAD));
      Await.until(
          () -> server.workerQueueDepth() == count - 2, () -> server.workerQueueDepth() + " wait");
      final Background<Boolean> stopped = Background.run(() -> server.stop(PATIENT));
      Await.until(server::isDraining, () -> "not draining");
      released.countDown();
      assertThat(peer.receiveToEnd()).isEqualTo(RawPeer.ackFrames(0, count));
      peer.halfClose();
      assertThat(stopped.result()).isTrue();
      assertThat(server.count(ServerCounter.CLOSED_DRAIN)).isEqualTo(1);
      assertThat(server.lateAnswers()).isZero();
    }
  }

  @HardenedEngine
  @ExpectsWarnings
  @DisplayName("H06: a worker that never returns: the drain misses its deadline and comes back")
  void shouldMissDeadlineWhenAWorkerNeverReturns(final EngineUnderTest engine) throws Exception {
    final CountDownLatch stuck = new CountDownLatch(1);
    final CountDownLatch never = new CountDownLatch(1);
    final AtomicInteger handled = new AtomicInteger();
    final SubmitHandler handler =
        submission -> {
          handled.incrementAndGet();
          stuck.countDown();
          awaitQuietly(never);
          return ResultCode.OK;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, Workers.of(1), handler);
        RawPeer peer = server.connect()) {
      peer.send(RawPeer.submitFrames(0, 3, PAYLOAD));
      stuck.await();
      Await.until(() -> server.workerQueueDepth() == 2, () -> server.workerQueueDepth() + " wait");

      assertThat(server.stop(Duration.ofMillis(100))).isFalse();

      Await.until(() -> server.lateAnswers() == 3, () -> server.lateAnswers() + " late");
      assertThat(handled).as("nothing is begun after the end").hasValue(1);
      assertThat(server.workerQueueDepth()).isZero();
      assertThat(server.count(ServerCounter.RSP_SEND)).isZero();
    }
  }

  @HardenedEngine
  @DisplayName("a worker whose handler stops its own server ends, like all threads")
  void shouldEndWhenAWorkerStopsTheServer(final EngineUnderTest engine) throws Exception {
    final CompletableFuture<ServerUnderTest> started = new CompletableFuture<>();
    final CompletableFuture<Boolean> drained = new CompletableFuture<>();
    final SubmitHandler handler =
        submission -> {
          drained.complete(started.join().stop(Duration.ofMillis(50)));
          return ResultCode.OK;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, Workers.of(2), handler);
        RawPeer peer = server.connect()) {
      started.complete(server);
      peer.submit(1, PAYLOAD);
      assertThat(drained.get()).isFalse();
      server.awaitAllClosed(1);
    }
    IoThreads.awaitNone();
  }

  @HardenedEngine
  @DisplayName("H04: answers of workers for peers that have reset are dropped and counted")
  void shouldDropAnswersWhenPeerHasReset(final EngineUnderTest engine) throws Exception {
    final CountDownLatch stuck = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    final SubmitHandler handler =
        submission -> {
          stuck.countDown();
          awaitQuietly(released);
          return ResultCode.OK;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, Workers.of(1), handler)) {
      resetWithSubmitsUnderWay(server, stuck);
      released.countDown();
      Await.until(() -> server.lateAnswers() == 3, () -> server.lateAnswers() + " late");
      server.assertServes();
    }
  }

  private static void resetWithSubmitsUnderWay(
      final ServerUnderTest server, final CountDownLatch stuck)
      throws IOException, InterruptedException {
    final RawPeer peer = server.connect();
    peer.send(RawPeer.submitFrames(0, 3, PAYLOAD));
    stuck.await();
    Await.until(() -> server.workerQueueDepth() == 2, () -> server.workerQueueDepth() + " wait");
    peer.reset();
    server.awaitAllClosed(1);
  }

  private static void awaitQuietly(final CountDownLatch latch) {
    try {
      latch.await();
    } catch (final InterruptedException e) {
      throw new IllegalStateException("on purpose: the server gave up", e);
    }
  }
}
