package io.framelab.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.compare.PairSitting.SlicePair;
import io.framelab.loadgen.SliceRig.Response;
import io.framelab.loadgen.report.Comparison.Shape;
import io.framelab.loadgen.stats.Side;
import io.framelab.loadgen.stats.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairLineTest {
  private static final Shape SHAPE = new Shape(100, 16, "18");

  private static final long ACKS = 1_000;

  @Test
  void shouldDivideBByAAndTakeAFromB() {
    final List<SlicePair> pairs =
        List.of(
            new SlicePair(slice(100_000, 20_000L, null), slice(110_000, 40_000L, null)),
            new SlicePair(slice(200_000, 20_000L, null), slice(220_000, 30_000L, null)));

    assertThat(PairLine.of("bare", "ours", sitting(null), pairs))
        .isEqualTo(
            "ours / bare c=100 w=16 s=18 pairs=2 A=150.00 B=165.00 userA=20.00 userB=35.00"
                + " mean_excess_user=15.00 [10.00, 20.00] ratio=1.100 [1.100, 1.100]");
  }

  @Test
  void shouldTellResponseTimesAndHowOftenTheGeneratorWasLateWhenThereIsARate() {
    final Response late = new Response(1, 2, 30_000, List.of("the generator was late"));
    final Response punctual = new Response(1, 2, 20_000, List.of());
    final List<SlicePair> pairs =
        List.of(
            new SlicePair(slice(100_000, 0L, punctual), slice(100_000, 0L, late)),
            new SlicePair(slice(100_000, 0L, punctual), slice(100_000, 0L, late)));

    assertThat(PairLine.of("bare", "ours", sitting(5_000L), pairs))
        .contains(" rate=5000 pairs=2 ")
        .endsWith(
            "p999usA=20.0 p999usB=30.0 p999_ratio=1.500 [1.500, 1.500] generator_lateA=0/2"
                + " generator_lateB=2/2");
  }

  @Test
  void shouldSayNothingOfUserTimeThatTheSystemDoesNotTell() {
    final List<SlicePair> pairs =
        List.of(new SlicePair(slice(100_000, null, null), slice(110_000, 40_000L, null)));

    assertThat(PairLine.of("bare", "ours", sitting(null), pairs))
        .doesNotContain("user")
        .contains("ratio=1.100");
  }

  private static PairSitting sitting(final Long perSec) {
    return new PairSitting(SHAPE, perSec, 2, 1, 1);
  }

  private static MeteredRig.Measured slice(
      final long cpuNs, final Long userNs, final Response response) {
    return new MeteredRig.Measured(
        new Slice(Side.A, "2026-01-31T23:59:58Z", 1, ACKS, cpuNs, userNs, userNs), true, response);
  }
}
