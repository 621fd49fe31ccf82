package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.Target;
import io.framelab.codec.Once;
import io.framelab.loadgen.FramePeer.Submit;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.RunVerdict;
import io.framelab.loadgen.report.TextReport;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Open loops over real sockets. Whether such a run is valid depends on the machine, so only those
 * tests look at the verdict that cause one.
 */
@Once
@Timeout(60)
class OpenLoopRunTest {
  private static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(300);

  private static LoadConfig config(final int port, final long perSec) {
    return new LoadConfig(new Target("127.0.0.1", port))
        .connections(3)
        .rate(new SendRate(perSec, Arrival.UNIFORM))
        .warmupNs(0)
        .durationNs(SHORT_NS);
  }

  private static LoadResult run(final LoadConfig config) {
    return LoadRig.run(config, LoadListener.NONE);
  }

  private static LoadResult runUntilTheFirstInterval(final LoadConfig config) {
    final LoadRig[] rig = new LoadRig[1];
    rig[0] =
        new LoadRig(
            config,
            new LoadListener() {
              @Override
              public void onInterval(final IntervalSnapshot snapshot) {
                rig[0].stop();
              }
            });
    return rig[0].run();
  }

  private static LoadResult runUndisturbed(final LoadConfig config) {
    final LoadResult result = Undisturbed.run(() -> run(config), OpenLoopRunTest::wasDisturbed);
    assertThat(result.invalidReasons()).isEmpty();
    return result;
  }

  /** Whether all that was wrong is that a busy machine kept the generator from running. */
  private static boolean wasDisturbed(final LoadResult result) {
    return !result.valid()
        && result.invalidReasons().stream()
            .allMatch(
                reason -> reason.matches("the generator .*|connection \\d+: no ack within.*"));
  }

  private static void assertVerified(final LoadResult result) {
    assertThat(result.verify().missing()).isZero();
    assertThat(result.verify().acked()).isPositive().isEqualTo(result.verify().sent());
    assertThat(result.errors()).isEqualTo(new LoadResult.Errors(0, 0, 0, 0));
  }

  @Test
  void shouldSendAsManyAsTheScheduleHasWhenTheServerKeepsUp() throws IOException {
    try (FramePeer peer = new FramePeer(FramePeer::answer)) {
      final LoadResult result = run(config(peer.port(), 2_000).warmupNs(SHORT_NS));
      assertVerified(result);
      assertThat(result.verify().sent()).isEqualTo(1_200);
      assertThat(result.latencyNs().response().count()).isEqualTo(600);
      assertThat(result.latencyNs().service().count()).isEqualTo(600);
      assertThat(result.throughput().askedPerSec()).isEqualTo(2_000);
      assertThat(result.throughput().unsent()).isZero();
      assertThat(result.latencyNs().response().p50())
          .isGreaterThanOrEqualTo(result.latencyNs().service().p50());
      assertThat(TextReport.of(result, true))
          .startsWith("open loop against 127.0.0.1:" + peer.port() + ": 2,000 Submits/s uniform, ")
          .contains("of 2,000 asked for")
          .contains("lagged p99")
          .contains(" -R 2000 --arrival uniform -d 300ms")
          .contains("response   p50");
    }
  }

  @ParameterizedTest
  @EnumSource(Arrival.class)
  void shouldMeasureExactlyAsManyAsAskedWhenCounted(final Arrival arrival) throws IOException {
    try (FramePeer peer = new FramePeer(FramePeer::answer)) {
      final LoadResult result =
          run(
              config(peer.port(), 0)
                  .rate(new SendRate(3_000, arrival))
                  .warmupNs(SHORT_NS)
                  .requests(500));
      assertVerified(result);
      assertThat(result.latencyNs().response().count()).isEqualTo(500);
      assertThat(result.verify().sent()).isGreaterThan(500);
    }
  }

  @Test
  void shouldSendWhatIsDueInOneWriteWhenTheRateIsHigh() throws IOException {
    try (BulkPeer peer = new BulkPeer(31)) {
      final LoadResult result = run(config(peer.port(), 500_000).connections(1).window(10_000));
      assertVerified(result);
      assertThat(result.latencyNs().response().count()).isEqualTo(150_000);
    }
  }

  @Test
  void shouldEndTheScheduleWhenStopped() throws IOException {
    try (FramePeer peer = new FramePeer(FramePeer::answer)) {
      final LoadResult result =
          runUntilTheFirstInterval(
              config(peer.port(), 1_000)
                  .durationNs(TimeUnit.HOURS.toNanos(1))
                  .intervalNs(SHORT_NS));
      assertVerified(result);
      assertThat(result.throughput().unsent()).isZero();
    }
  }

  @Test
  void shouldCallItServerLimitedWhenTheServerIsTooSlow() throws IOException {
    try (FramePeer peer = new FramePeer(OpenLoopRunTest::answerSlowly)) {
      final LoadResult result =
          runUndisturbed(
              config(peer.port(), 1_000)
                  .connections(1)
                  .window(1)
                  .timeoutNs(TimeUnit.SECONDS.toNanos(1)));
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
      assertThat(result.isServerLimited()).isTrue();
      assertThat(result.valid()).isTrue();
      assertThat(result.throughput().sentPerSec()).isLessThan(500);
      assertThat(result.throughput().held()).isPositive();
      assertThat(result.throughput().unsent()).isPositive();
      assertThat(result.verify().sent() + result.throughput().unsent()).isEqualTo(300);
      assertThat(result.latencyNs().response().max())
          .isGreaterThan(result.latencyNs().service().p50());
      assertThat(TextReport.of(result, false))
          .contains("PASSED: every ack verified, server-limited")
          .contains("note       server-limited: 1,000 Submits/s were asked for and");
    }
  }

  @Test
  void shouldCallItServerLimitedWhenNothingButTheWarmUpCouldLeave() throws IOException {
    try (FramePeer peer = new FramePeer(OpenLoopRunTest::answerSlowly)) {
      final LoadResult result =
          runUndisturbed(
              config(peer.port(), 2_000)
                  .connections(1)
                  .window(1)
                  .warmupNs(SHORT_NS)
                  .timeoutNs(TimeUnit.SECONDS.toNanos(1)));
      assertThat(result.isServerLimited()).isTrue();
      assertThat(result.throughput().unsent()).isEqualTo(600);
      assertThat(result.latencyNs().response().count()).isEqualTo(600);
      assertThat(result.latencyNs().response().min()).isGreaterThan(SHORT_NS / 3);
      assertThat(result.latencyNs().service().count()).isZero();
    }
  }

  @Test
  void shouldCountHowLongAcksWereAwaitedThatNeverCame() throws IOException {
    try (FramePeer peer = new FramePeer(FramePeer.Wire::awaitEnd)) {
      final LoadResult result =
          run(config(peer.port(), 1_000).connections(1).window(5).timeoutNs(2 * SHORT_NS));
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.FAILED);
      assertThat(result.verify().missing()).isBetween(1L, 5L);
      assertThat(result.verify().missing() + result.throughput().unsent()).isEqualTo(300);
      assertThat(result.latencyNs().response().count()).isEqualTo(300);
      assertThat(result.latencyNs().response().max()).isGreaterThan(2 * SHORT_NS);
    }
  }

  @Test
  void shouldEndAtOnceWhenACountedRunIsStopped() throws IOException {
    try (FramePeer peer = new FramePeer(OpenLoopRunTest::answerSlowly)) {
      final long beginNs = System.nanoTime();
      assertVerified(
          runUntilTheFirstInterval(
              config(peer.port(), 300)
                  .connections(1)
                  .window(1)
                  .requests(1_000_000)
                  .timeoutNs(TimeUnit.SECONDS.toNanos(50))
                  .intervalNs(SHORT_NS)));
      assertThat(System.nanoTime() - beginNs).isLessThan(TimeUnit.SECONDS.toNanos(40));
    }
  }

  @Test
  void shouldCallItServerLimitedWhenTheWholeWindowPassesInAStall() throws IOException {
    try (FramePeer peer = new FramePeer(OpenLoopRunTest::answerLate)) {
      final LoadResult result =
          runUndisturbed(config(peer.port(), 1_000).connections(1).window(5).warmupNs(SHORT_NS));
      assertVerified(result);
      assertThat(result.isServerLimited()).isTrue();
      assertThat(result.latencyNs().response().count()).isEqualTo(300);
      assertThat(result.latencyNs().response().max()).isGreaterThan(SHORT_NS);
      assertThat(result.throughput().held()).isEqualTo(300);
      assertThat(result.notes()).anyMatch(note -> note.contains(": 300 Submits were due while"));
    }
  }

  /** Says nothing from well before the measured time to well behind it. */
  private static void answerLate(final FramePeer.Wire wire) throws IOException {
    for (int i = 0; i < 100; i++) {
      wire.ack(wire.need().id());
      wire.flush();
    }
    final Submit first = wire.need();
    final long untilNs = System.nanoTime() + 2 * SHORT_NS;
    while (System.nanoTime() < untilNs) {
      LockSupport.parkNanos(untilNs - System.nanoTime());
    }
    wire.ack(first.id());
    FramePeer.answer(wire);
  }

  private static void answerSlowly(final FramePeer.Wire wire) throws IOException {
    for (Submit submit = wire.next(); submit != null; submit = wire.next()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      wire.ack(submit.id());
      wire.flush();
    }
  }
}
