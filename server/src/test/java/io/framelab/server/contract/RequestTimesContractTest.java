package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.GoldenBytes;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.RequestTimes;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.Deferral;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.SubmitHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;

/** How long requests take, as the server counts it. */
class RequestTimesContractTest {
  private static final byte[] PAYLOAD = new byte[7];
  private static final long SLOW_NS = TimeUnit.MILLISECONDS.toNanos(20);

  /** The last bound that a slow request cannot be under. */
  private static final long BOUND_BELOW_SLOW_NS = TimeUnit.MILLISECONDS.toNanos(10);

  private final long beganNs = System.nanoTime();

  @EveryEngine
  @DisplayName("every Submit that was acked is timed once: together, one by one, cut in pieces")
  void shouldTimeEachRequestOnce(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine)) {
      try (RawPeer peer = server.connect()) {
        peer.send(GoldenBytes.CONN_EMPTY).send(RawPeer.submitFrames(0, 1_000, PAYLOAD));
        assertThat(peer.receive(14 * 1_001)).hasSize(14 * 1_001);
        for (int i = 0; i < 50; i++) {
          peer.submit(2_000 + i, PAYLOAD).receive(14);
        }
        final byte[] cut = RawPeer.submitFrames(3_000, 2, PAYLOAD);
        for (final byte piece : cut) {
          peer.send(new byte[] {piece});
        }
        assertThat(peer.halfClose().receiveToEnd()).hasSize(2 * 14);
      }
      try (RawPeer malformed = server.connect()) {
        malformed.submit(5, PAYLOAD).send("00000002");
        assertThat(malformed.receiveToEnd()).hasSize(14);
      }
      assertThat(server.stop(Duration.ofSeconds(10))).isTrue();

      assertThat(server.count(ServerCounter.RSP_SEND)).isEqualTo(1_053);
      final RequestTimes times = server.requestTimes();
      assertThat(times.count()).isEqualTo(1_053);
      assertThat(times.sumNs()).isPositive();
    }
  }

  @EveryEngine
  @DisplayName("a handler that takes 20 ms is seen to take them")
  void shouldTimeTheHandler(final EngineUnderTest engine) throws Exception {
    final SubmitHandler handler =
        submission -> {
          final long endNs = System.nanoTime() + SLOW_NS;
          while (System.nanoTime() - endNs < 0) {
            Thread.onSpinWait();
          }
          return ResultCode.OK;
        };
    try (ServerUnderTest server = ServerUnderTest.start(engine, handler)) {
      try (RawPeer peer = server.connect()) {
        peer.send(RawPeer.submitFrames(0, 3, PAYLOAD)).receive(3 * 14);
      }
      assertThat(server.stop(Duration.ofSeconds(10))).isTrue();
      assertSlow(server.requestTimes(), 3);
    }
  }

  @EveryEngine
  @DisplayName("an answer that comes late counts from its own Submit, and so do those behind it")
  void shouldTimeLateAnswersFromTheirOwnSubmit(final EngineUnderTest engine) throws Exception {
    final CompletableFuture<Deferral> first = new CompletableFuture<>();
    final Semaphore others = new Semaphore(0);
    final SubmitHandler handler =
        submission -> {
          if (submission.id() == 0) {
            first.complete(submission.defer());
            return SubmitHandler.LATER;
          }
          others.release();
          return ResultCode.OK;
        };
    // A blocking engine reads the others only when the first is acked.
    final boolean readsOn = !engine.engine().isBlocking();
    try (ServerUnderTest server = ServerUnderTest.start(engine, handler)) {
      try (RawPeer peer = server.connect()) {
        peer.submit(0, PAYLOAD);
        final Deferral late = first.get();
        peer.submit(1, PAYLOAD);
        others.acquire(readsOn ? 1 : 0);
        assertThat(others.tryAcquire(2, SLOW_NS, TimeUnit.NANOSECONDS)).isFalse();
        peer.submit(2, PAYLOAD);
        others.acquire(readsOn ? 1 : 0);
        assertThat(late.complete(ResultCode.OK)).isTrue();
        assertThat(peer.receive(3 * 14)).isEqualTo(RawPeer.ackFrames(0, 3));
      }
      assertThat(server.stop(Duration.ofSeconds(10))).isTrue();
      assertSlow(server.requestTimes(), readsOn ? 2 : 1);
      assertThat(server.requestTimes().count()).isEqualTo(3);
    }
  }

  private void assertSlow(final RequestTimes times, final long atLeast) {
    final long slow = times.count() - times.countUpTo(BOUND_BELOW_SLOW_NS);
    assertThat(slow).as("slow requests of %s", times).isGreaterThanOrEqualTo(atLeast);
    assertThat(times.sumNs())
        .isBetween(atLeast * SLOW_NS, times.count() * (System.nanoTime() - beganNs));
  }
}
