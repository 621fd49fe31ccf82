package io.framelab.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Comparison.Shape;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How often the verdict is right, on thousands of simulated sittings of the design that runs. */
class SliceCalibrationTest {
  private static final int SITTINGS = 4_000;

  private static final double FIVE_PERCENT = 1.05;

  @Test
  void shouldClaimADifferenceOfEqualServersInAtMostFiveOfAHundredSittings() {
    final double claimed = share(1, verdict -> verdict != Verdict.NO_DIFFERENCE);

    print("equal servers said to differ", claimed);
    assertThat(claimed).isLessThanOrEqualTo(0.05);
  }

  @Test
  void shouldFindFivePercentInNineOfTenSittings() {
    final double worse = share(FIVE_PERCENT, verdict -> verdict == Verdict.WORSE);
    final double better = share(1 / FIVE_PERCENT, verdict -> verdict == Verdict.BETTER);

    print("5 % more found", worse);
    print("5 % less found", better);
    assertThat(worse).isGreaterThanOrEqualTo(0.9);
    assertThat(better).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void shouldHoldTheTruthInNinetyFiveOfAHundredIntervals() {
    final double held =
        shareOf(
            FIVE_PERCENT,
            rounds -> {
              final Interval effect = SliceStatistics.effect(rounds);
              return effect.lowRatio() <= FIVE_PERCENT && effect.highRatio() >= FIVE_PERCENT;
            });

    print("intervals that hold the truth", held);
    assertThat(held).isGreaterThanOrEqualTo(0.94);
  }

  /** What --baseline and two kept results are judged by. */
  @Test
  void shouldAgreeInNineteenOfTwentyPairsOfSittings() {
    final long agree =
        LongStream.range(0, SITTINGS)
            .filter(
                seed ->
                    SliceStatistics.effect(new SimulatedMachine(2 * seed).sitting(0.9))
                        .minus(
                            SliceStatistics.effect(new SimulatedMachine(2 * seed + 1).sitting(0.9)))
                        .includesZero())
            .count();

    print("pairs of sittings that agree", (double) agree / SITTINGS);
    assertThat((double) agree / SITTINGS).isGreaterThanOrEqualTo(0.94);
  }

  private static double share(final double effect, final Predicate<Verdict> wanted) {
    final Shape shape = new Shape(100, 100, "18");
    return shareOf(
        effect,
        rounds ->
            wanted.test(Comparison.ofSlices("b / a", "a", "b", null, shape, rounds).verdict()));
  }

  private static double shareOf(final double effect, final Predicate<List<Round>> wanted) {
    final long count =
        LongStream.range(0, SITTINGS)
            .filter(seed -> wanted.test(new SimulatedMachine(seed).sitting(effect)))
            .count();
    return (double) count / SITTINGS;
  }

  private static void print(final String what, final double share) {
    System.out.printf(Locale.ROOT, "calibration: %s: %.1f %%%n", what, share * 100);
  }
}
