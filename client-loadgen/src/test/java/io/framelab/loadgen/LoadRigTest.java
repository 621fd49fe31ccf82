package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.Target;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.RunVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class LoadRigTest {
  private final FakeClock clock = new FakeClock();
  private final FakeTransceiver transceiver = new FakeTransceiver(clock);
  private final LoadConfig config = new LoadConfig(new Target("fake", 1)).threads(1);

  private LoadResult run(final LoadListener listener) {
    return new LoadRig(config, listener, clock, transceiver).run();
  }

  private static long seconds(final long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void shouldCountTheMeasuredWindowAloneWhenItWarmedUpBefore() {
    config.warmupNs(seconds(3)).durationNs(seconds(10));
    final LoadResult result = run(LoadListener.NONE);
    assertThat(result.timing().warmupNs()).isEqualTo(seconds(3));
    assertThat(result.timing().measuredNs()).isEqualTo(seconds(10));
    assertThat(result.throughput().ackedPerSec()).isEqualTo(FakeTransceiver.ACKS_PER_SEC);
    assertThat(result.throughput().bytesIn()).isEqualTo(10_000 * 14);
    assertThat(result.latencyNs().service().count()).isEqualTo(10_000);
    assertThat(result.verify().acked()).isEqualTo(13_000);
    assertThat(result.generator().cpuNs()).isEqualTo(seconds(5));
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
    assertThat(transceiver.calls)
        .containsExactly("connect", "send on", "send 0", "finish", "close");
  }

  @Test
  void shouldDrainBeforeMeasuringWhenRequestsAreCounted() {
    config.warmupNs(seconds(1)).requests(2_500);
    final LoadResult result = run(LoadListener.NONE);
    assertThat(result.latencyNs().service().count()).isEqualTo(2_500);
    assertThat(transceiver.calls)
        .containsExactly("connect", "send on", "send 0", "send 2500", "send 0", "finish", "close");
  }

  @Test
  void shouldTellThePhasesInOrderWhenSomebodyListens() {
    config.warmupNs(seconds(2)).durationNs(seconds(3));
    final List<String> heard = new ArrayList<>();
    final LoadResult result =
        run(
            new LoadListener() {
              @Override
              public void onConnected() {
                heard.add("connected");
              }

              @Override
              public void onMeasureStart() {
                heard.add("start");
              }

              @Override
              public void onMeasureEnd() {
                heard.add("end");
              }

              @Override
              public void onInterval(final IntervalSnapshot snapshot) {
                heard.add(snapshot.warmup() ? "warm" : "interval");
              }
            });
    assertThat(heard)
        .containsExactly("connected", "warm", "start", "interval", "interval", "end", "interval");
    assertThat(result.intervals()).hasSize(3);
    assertThat(result.intervals())
        .allMatch(interval -> interval.ackedPerSec() == FakeTransceiver.ACKS_PER_SEC);
  }

  /** Whatever takes time: the CPU time that a listener reads is that of the acks counted. */
  @ParameterizedTest
  @CsvSource({"3,0", "0,0", "3,5000", "0,5000"})
  void shouldTellTheEdgesOfTheWindowWhenCollectingTakesTime(
      final long warmupSeconds, final long requests) {
    config.warmupNs(seconds(warmupSeconds)).durationNs(seconds(10)).requests(requests);
    transceiver.collectNs = TimeUnit.MILLISECONDS.toNanos(40);
    final long[] ackedAt = new long[2];
    final long[] atNs = new long[2];
    final LoadResult result =
        run(
            new LoadListener() {
              @Override
              public void onMeasureStart() {
                clock.pause(seconds(1));
                atNs[0] = clock.nanoTime();
                ackedAt[0] = transceiver.totals().acked();
              }

              @Override
              public void onMeasureEnd() {
                atNs[1] = clock.nanoTime();
                ackedAt[1] = transceiver.totals().acked();
                clock.pause(seconds(1));
              }
            });
    final long measuredNs = atNs[1] - atNs[0];
    final long acked = ackedAt[1] - ackedAt[0];
    assertThat(result.timing().measuredNs()).isEqualTo(measuredNs);
    assertThat(result.throughput().ackedPerSec()).isEqualTo(acked / (measuredNs / 1e9));
    assertThat(result.latencyNs().service().count()).isBetween(acked - 2 * 40, acked);
  }

  @Test
  void shouldStopAtOnceWhenTheProtocolIsBroken() {
    config.warmupNs(seconds(2)).durationNs(seconds(100));
    final LoadResult result =
        run(
            new LoadListener() {
              @Override
              public void onMeasureStart() {
                final LoadConnection connection = new LoadConnection(0, null, 1);
                transceiver.failures.violation(
                    new Violation(ViolationKind.DUPLICATE, connection, "id 7"));
              }
            });
    assertThat(clock.nanoTime()).isLessThan(seconds(10));
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.VIOLATED);
    assertThat(result.verify().duplicate()).isEqualTo(1);
  }

  @Test
  void shouldGiveUpDrainingWhenAcksNeverCome() {
    config.warmupNs(0).durationNs(seconds(1));
    transceiver.withheld = 3;
    final LoadResult result = run(LoadListener.NONE);
    assertThat(result.verify().missing()).isEqualTo(3);
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.FAILED);
    assertThat(transceiver.calls).doesNotContain("finish");
  }

  @Test
  void shouldBeInvalidWhenNothingWasMeasured() {
    config.warmupNs(seconds(5));
    final LoadRig[] rig = new LoadRig[1];
    rig[0] =
        new LoadRig(
            config,
            new LoadListener() {
              @Override
              public void onInterval(final IntervalSnapshot snapshot) {
                rig[0].stop();
              }
            },
            clock,
            transceiver);
    final LoadResult result = rig[0].run();
    assertThat(result.valid()).isFalse();
    assertThat(result.verify().missing()).isZero();
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.INVALID);
  }
}
