package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.metrics.ServerCounter;
import io.framelab.metrics.ServerGauge;
import io.framelab.server.core.Deferral;
import io.framelab.server.core.Limits;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;

/** What one peer can make the server hold that sends for ever and gets no acks, or takes none. */
class SlowReaderContractTest {
  /**
   * What such a peer may make a server hold, heap and direct. Most is held where each ack has a
   * buffer of its own: those of one read, and what leak detection remembers of each, under 2 KiB.
   * Without leak detection it is a tenth.
   */
  private static final long MAX_HELD_BYTES = 64 * 1024 / 13 * 2L * 1024;

  @AllEnginesAtOnce
  @DisplayName("R07: a peer that sends for ever and reads nothing, then reads; some answers late")
  void shouldStopReadingWhenPeerTakesNoAcks() throws Exception {
    final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    final long before = HeldMemory.bytes();
    final List<StalledPeer> peers =
        StalledPeer.onAllEngines(submission -> answer(submission, timer), new byte[0]);
    try {
      assertStalledAndLittleHeld(peers, before);
      for (final StalledPeer stalled : peers) {
        assertThat(stalled.unacked())
            .as("%s", stalled.engine())
            .isLessThan(stalled.maxUnsentAcks());
        assertReadsLittleAhead(stalled);
        assertShowsBackPressure(stalled, ServerGauge.WRITE_PENDING_BYTES);
      }
      assertGetTheirAcksAtLast(peers);
    } finally {
      close(peers);
      timer.shutdownNow();
    }
  }

  /**
   * Answers at once, but for one Submit in many, which is answered a moment later: by then the
   * owner of the connection may be writing acks that nobody takes, and must not sleep through it.
   */
  private static int answer(final Submission submission, final ScheduledExecutorService timer) {
    if (submission.id() % 800 != 0) {
      return ResultCode.OK;
    }
    final Deferral deferral = submission.defer();
    timer.schedule(() -> deferral.complete(ResultCode.OK), 1, TimeUnit.MILLISECONDS);
    return SubmitHandler.LATER;
  }

  @AllEnginesAtOnce
  @DisplayName("H03: answers that do not come stop the reading, and nothing is lost")
  void shouldStopReadingWhenAnswersDoNotCome() throws Exception {
    final byte[] payload = new byte[1_000];
    try (LateAnswers late = LateAnswers.withheld()) {
      final long before = HeldMemory.bytes();
      final List<StalledPeer> peers = StalledPeer.onAllEngines(late, payload);
      try {
        assertStalledAndLittleHeld(peers, before);
        for (final StalledPeer stalled : peers) {
          assertThat(stalled.unacked())
              .as("%s", stalled.engine())
              .isBetween(1L, Limits.DEFAULT_WINDOW + stalled.engine().readAheadBytes() / 1_000L);
          assertReadsLittleAhead(stalled);
          assertThat(stalled.server().count(ServerCounter.RSP_SEND)).isZero();
          assertThat(stalled.server().now(ServerGauge.INFLIGHT))
              .as("%s", stalled.engine())
              .isEqualTo(stalled.unacked());
          assertShowsBackPressure(stalled, ServerGauge.INFLIGHT);
        }
        late.release();
        assertGetTheirAcksAtLast(peers);
      } finally {
        late.release();
        close(peers);
      }
    }
  }

  private static void assertStalledAndLittleHeld(
      final List<StalledPeer> peers, final long heldBefore) {
    peers.forEach(StalledPeer::assertStalled);
    assertThat(HeldMemory.bytes() - heldBefore)
        .as("held for %d peers", peers.size())
        .isLessThan(peers.size() * MAX_HELD_BYTES);
  }

  private static void assertReadsLittleAhead(final StalledPeer stalled) {
    assertThat(stalled.unhandledBytes())
        .as("read and not handled by %s", stalled.engine())
        .isBetween(0L, (long) stalled.engine().readAheadBytes());
  }

  /** A thread that serves one connection alone waits for it, and there is nothing to tell. */
  private static void assertShowsBackPressure(final StalledPeer stalled, final ServerGauge why) {
    if (!stalled.engine().engine().isBlocking()) {
      // A machine that stops for a moment looks as if all had stalled.
      Await.until(
          () ->
              stalled.server().now(why) > 0 && stalled.server().now(ServerGauge.READS_PAUSED) == 1,
          () -> stalled.engine() + ": " + why + " " + stalled.server().now(why));
    }
  }

  private static void assertGetTheirAcksAtLast(final List<StalledPeer> peers) throws Exception {
    final List<Background<Void>> readings = new ArrayList<>();
    for (final StalledPeer stalled : peers) {
      readings.add(stalled.readAtLast());
    }
    for (final Background<Void> reading : readings) {
      reading.result();
    }
  }

  private static void close(final List<StalledPeer> peers) throws Exception {
    for (final StalledPeer peer : peers) {
      peer.close();
    }
  }
}
