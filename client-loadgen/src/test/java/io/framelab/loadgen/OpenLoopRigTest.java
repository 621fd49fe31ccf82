package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.Target;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.RunVerdict;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An open loop from beginning to verdict, in time that passes at once. */
@Timeout(10)
class OpenLoopRigTest {
  private final FakeClock clock = new FakeClock();
  private final FakeTransceiver transceiver = new FakeTransceiver(clock);
  private final LoadConfig config =
      new LoadConfig(new Target("fake", 1))
          .connections(1)
          .threads(1)
          .warmupNs(0)
          .durationNs(seconds(10));

  private LoadResult run(final long perSec) {
    config.rate(new SendRate(perSec, Arrival.UNIFORM));
    return new LoadRig(config, LoadListener.NONE, clock, transceiver).run();
  }

  private static long seconds(final long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void shouldMeasureWhatIsIntendedInTheWindowWhenItWarmedUpBefore() {
    config.warmupNs(seconds(3));
    final LoadResult result = run(FakeTransceiver.ACKS_PER_SEC);
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
    assertThat(result.isServerLimited()).isFalse();
    assertThat(result.notes()).isEmpty();
    assertThat(transceiver.schedule.originNs()).isZero();
    assertThat(transceiver.schedule.measuredFromNs()).isEqualTo(seconds(3));
    assertThat(transceiver.schedule.endNs()).isEqualTo(seconds(13));
    assertThat(transceiver.calls).startsWith("connect", "send on", "send 0").endsWith("close");
  }

  @Test
  void shouldBeginAnotherScheduleWhenRequestsAreCounted() {
    config.warmupNs(seconds(3)).requests(2_000);
    run(FakeTransceiver.ACKS_PER_SEC);
    assertThat(transceiver.schedule.originNs())
        .isEqualTo(transceiver.schedule.measuredFromNs())
        .isGreaterThanOrEqualTo(seconds(3));
    assertThat(transceiver.schedule.endNs()).isEqualTo(SendSchedule.ENDLESS);
    assertThat(transceiver.calls).containsSubsequence("send on", "send 0", "send 2000", "send 0");
  }

  @Test
  void shouldBeInvalidWhenItsThreadsHadNoCpuLeft() {
    transceiver.cpuShare = 0.99;
    transceiver.blockedShare = 0.95;
    final LoadResult result = run(10 * FakeTransceiver.ACKS_PER_SEC);
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.INVALID);
    assertThat(result.invalidReasons()).singleElement().asString().contains("busy for 99 %");
    assertThat(result.isServerLimited()).isFalse();
  }

  @Test
  void shouldBeInvalidWhenNothingHeldUpWhatIsMissing() {
    final LoadResult result = run(10 * FakeTransceiver.ACKS_PER_SEC);
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.INVALID);
    assertThat(result.invalidReasons()).singleElement().asString().contains("blocked for only");
  }

  @Test
  void shouldBeServerLimitedWhenWindowsHeldUpWhatIsMissing() {
    transceiver.blockedShare = 0.95;
    final LoadResult result = run(10 * FakeTransceiver.ACKS_PER_SEC);
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
    assertThat(result.valid()).isTrue();
    assertThat(result.isServerLimited()).isTrue();
  }

  @Test
  void shouldBeInvalidWhenTheGeneratorWasLate() {
    transceiver.lagNs = TimeUnit.MILLISECONDS.toNanos(3);
    final LoadResult result = run(FakeTransceiver.ACKS_PER_SEC);
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.INVALID);
    assertThat(result.generator().scheduleLagNs().p99())
        .isBetween(transceiver.lagNs * 99 / 100, transceiver.lagNs * 101 / 100);
    assertThat(result.intervals()).allMatch(interval -> interval.lag() > 2_900_000);
  }

  @Test
  void shouldBeInvalidWhenItsThreadsWereAway() {
    transceiver.stallShare = 0.02;
    final LoadResult result = run(FakeTransceiver.ACKS_PER_SEC);
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.INVALID);
    assertThat(result.invalidReasons()).singleElement().asString().contains("away for 200 ms");
  }

  @Test
  void shouldMeasureUpToTheEndOfTheScheduleWhenItsOwnThreadIsLate() {
    config.warmupNs(seconds(3)).rate(new SendRate(FakeTransceiver.ACKS_PER_SEC, Arrival.UNIFORM));
    final LoadListener slow =
        new LoadListener() {
          @Override
          public void onMeasureStart() {
            clock.pause(seconds(1));
          }
        };
    final LoadResult result = new LoadRig(config, slow, clock, transceiver).run();
    assertThat(result.invalidReasons()).isEmpty();
    assertThat(result.timing().measuredNs()).isEqualTo(seconds(9));
    assertThat(result.throughput().sentPerSec()).isEqualTo(FakeTransceiver.ACKS_PER_SEC);
    assertThat(result.latencyNs().response().count()).isEqualTo(13_000);
  }

  @Test
  void shouldBeInvalidWhenStoppedBeforeItsFirstSchedule() {
    config.rate(new SendRate(FakeTransceiver.ACKS_PER_SEC, Arrival.POISSON));
    final LoadRig[] rig = new LoadRig[1];
    final LoadListener stopper =
        new LoadListener() {
          @Override
          public void onConnected() {
            rig[0].stop();
          }
        };
    rig[0] = new LoadRig(config, stopper, clock, transceiver);
    assertThat(RunVerdict.of(rig[0].run())).isEqualTo(RunVerdict.INVALID);
    assertThat(transceiver.calls).containsExactly("connect", "send 0", "finish", "close");
  }

  @Test
  void shouldNotCallTheRateMissedWhenItsOwnThreadIsLateAtTheEnd() {
    config.rate(new SendRate(FakeTransceiver.ACKS_PER_SEC, Arrival.UNIFORM));
    config.intervalNs(seconds(1)).durationNs(seconds(10));
    final LoadListener slow =
        new LoadListener() {
          @Override
          public void onInterval(final IntervalSnapshot snapshot) {
            clock.pause(snapshot.elapsedNs() == seconds(9) ? seconds(3) : 0);
          }
        };
    final LoadResult result = new LoadRig(config, slow, clock, transceiver).run();
    assertThat(result.invalidReasons()).isEmpty();
    assertThat(result.timing().measuredNs()).isEqualTo(seconds(12));
  }

  @Test
  void shouldNeverBeInvalidForCpuWhenTheLoopIsClosed() {
    transceiver.cpuShare = 0.99;
    final LoadResult result = new LoadRig(config, LoadListener.NONE, clock, transceiver).run();
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
    assertThat(result.notes()).anyMatch(note -> note.startsWith("generator-bound"));
    assertThat(result.latencyNs().response()).isNull();
    assertThat(result.generator().scheduleLagNs()).isNull();
  }
}
