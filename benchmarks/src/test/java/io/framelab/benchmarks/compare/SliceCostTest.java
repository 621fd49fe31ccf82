package io.framelab.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framelab.benchmarks.process.CpuMeter;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.stats.Side;
import io.framelab.loadgen.stats.Slice;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SliceCostTest {
  private static final SliceCost COST = new SliceCost(1);

  @Test
  void shouldRepeatALightSliceUntilItIsKnownInNanoseconds() {
    final MeteredRig.Measured fine = measured(50, 1_500_000, true);

    assertThat(take(Stream.of(measured(50, 0, false), measured(50, CpuMeter.TICK_NS, false), fine)))
        .isSameAs(fine.slice());
  }

  @Test
  void shouldTakeASliceInTicksWhenTheyAreMany() {
    final MeteredRig.Measured heavy =
        measured(50_000, SliceCost.LEAST_TICKS * CpuMeter.TICK_NS, false);

    assertThat(take(Stream.of(heavy))).isSameAs(heavy.slice());
  }

  @Test
  void shouldAskForMoreLoadAndAccuseNobodyWhenATickIsAllThatIsKnown() {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> take(Stream.generate(() -> measured(50, 0, false))))
        .withMessageStartingWith("server x took 0 ms of CPU time")
        .withMessageContaining("--slice")
        .withMessageNotContaining("docker")
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void shouldAccuseAServerWhoseCpuTimeCannotBeThatOfItsAcks() {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> take(Stream.of(measured(1_000, 101_000, true))))
        .withMessageContaining("outside of the process tree");
    assertThat(take(Stream.of(measured(1_000, 101_001, true))).acks()).isEqualTo(1_000);
  }

  private static Slice take(final Stream<MeteredRig.Measured> slices) {
    final Iterator<MeteredRig.Measured> next = slices.iterator();
    return COST.of("server x", next::next).slice();
  }

  private static MeteredRig.Measured measured(
      final long acks, final long cpuNs, final boolean fine) {
    return new MeteredRig.Measured(
        new Slice(Side.A, "2026-01-31T23:59:58Z", 500_000_000L, acks, cpuNs, null, null),
        fine,
        null);
  }
}
