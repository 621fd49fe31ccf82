package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.Deferral;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

class SlowReaderContractTest {
  private static final byte[] PAYLOAD = new byte[0];
  private static final int CHUNK = 1_000;

  /** 65 MB of Submits, 70 MB of acks: many times what the kernel's buffers hold. */
  private static final int MAX_CHUNKS = 5_000;

  /**
   * A high watermark and the acks of what one turn of reading brings, generously: a ring may have
   * filled a few buffers before it hears that it should stop.
   */
  private static final long MAX_UNSENT_ACKS = 20_000;

  private static final Duration STALLED = Duration.ofMillis(400);

  @EveryEngine
  @DisplayName("R07: a peer that sends for ever and reads nothing, then reads")
  void shouldStopReadingWhenPeerTakesNoAcks(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer peer = RawPeer.connectWithSmallBuffers(server.port())) {
      final AtomicInteger chunks = new AtomicInteger();
      final AtomicBoolean enough = new AtomicBoolean();
      final Background<RawPeer> sending =
          Background.run(
              () -> {
                while (!enough.get() && chunks.get() < MAX_CHUNKS) {
                  peer.send(RawPeer.submitFrames(chunks.get() * (long) CHUNK, CHUNK, PAYLOAD));
                  chunks.incrementAndGet();
                }
                return peer.halfClose();
              });
      awaitStalled(server);
      assertThat(sending.isDone()).as("all was taken, %d chunks", chunks.get()).isFalse();
      assertThat(server.count(ServerCounter.REQ_RECV) - server.count(ServerCounter.RSP_SEND))
          .isLessThan(MAX_UNSENT_ACKS);
      server.assertServes();

      enough.set(true);
      final byte[] acks = peer.enlargeReceiveBuffer().receiveToEnd();
      sending.result();
      assertThat(acks).hasSize(chunks.get() * CHUNK * 14);
      assertThat(acks).isEqualTo(RawPeer.ackFrames(0, chunks.get() * CHUNK));
    }
  }

  /** Whether it is for good is seen by what the peer could send until then, not by the clock. */
  private static void awaitStalled(final ServerUnderTest server) {
    long received;
    do {
      received = server.count(ServerCounter.RECEIVED_BYTES);
      final long before = received;
      Await.within(STALLED, () -> server.count(ServerCounter.RECEIVED_BYTES) > before);
    } while (server.count(ServerCounter.RECEIVED_BYTES) > received);
  }

  @EveryEngine
  @DisplayName("H03: answers that do not come stop the reading, and nothing is lost")
  void shouldStopReadingWhenAnswersDoNotCome(final EngineUnderTest engine) throws Exception {
    final int count = 50_000;
    try (LateAnswers late = LateAnswers.withheld();
        ServerUnderTest server = ServerUnderTest.start(engine, late);
        RawPeer peer = server.connect()) {
      final Background<RawPeer> sending =
          Background.run(() -> peer.send(RawPeer.submitFrames(0, count, PAYLOAD)).halfClose());
      late.awaitFirst();
      awaitStalled(server);
      assertThat(late.handled()).isLessThan((int) MAX_UNSENT_ACKS);

      late.release();
      assertThat(peer.receiveToEnd()).isEqualTo(RawPeer.ackFrames(0, count));
      sending.result();
    }
  }

  @EveryEngine
  @DisplayName(
      "an answer that comes while the acks before it cannot be written is not slept through")
  void shouldSendLateAnswersThatCameWhileThePeerTookNoAcks(final EngineUnderTest engine)
      throws Exception {
    final int count = 400_000;
    final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (ServerUnderTest server =
            ServerUnderTest.start(engine, submission -> answerSoon(submission, timer));
        RawPeer peer = RawPeer.connectWithSmallBuffers(server.port())) {
      final Background<RawPeer> sending =
          Background.run(() -> peer.send(RawPeer.submitFrames(0, count, PAYLOAD)).halfClose());
      awaitStalled(server);
      assertThat(sending.isDone()).as("all was taken").isFalse();

      assertThat(peer.enlargeReceiveBuffer().receiveToEnd()).isEqualTo(RawPeer.ackFrames(0, count));
      sending.result();
    } finally {
      timer.shutdownNow();
    }
  }

  /** Answers at once, but for one Submit in many, which is answered a moment later. */
  private static int answerSoon(final Submission submission, final ScheduledExecutorService timer) {
    if (submission.id() % 800 != 0) {
      return ResultCode.OK;
    }
    final Deferral deferral = submission.defer();
    timer.schedule(() -> deferral.complete(ResultCode.OK), 1, TimeUnit.MILLISECONDS);
    return SubmitHandler.LATER;
  }
}
