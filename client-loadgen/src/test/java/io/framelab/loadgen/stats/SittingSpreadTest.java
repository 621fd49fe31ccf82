package io.framelab.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framelab.codec.Once;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SittingSpreadTest {
  private static final int STEPS = 11;

  private static final int ROUNDS = 9;

  /** Of the rounds of a step, as the standard deviation of a logarithm. */
  private static final double ROUND_SD = 0.04;

  private static final int PAIRS_OF_SITTINGS = 2_000;

  @Test
  void shouldWidenNothingWhenTheRoundsExplainWhatMoved() {
    final List<Interval> differences =
        Stream.of(-0.01, 0.005, 0.0, 0.003, -0.004).map(it -> known(it, 0.01)).toList();

    assertThat(SittingSpread.widened(differences)).isEqualTo(differences);
    assertThat(SittingSpread.deviation(differences)).isZero();
  }

  @Test
  void shouldJudgeAStepByWhatTheOthersMoved() {
    final double alone = SittingSpread.widened(moved(0.5, 0, 0, 0, 0, 0)).get(0).high();

    assertThat(alone).as("it cannot excuse itself").isCloseTo(0.5, within(0.03));
    assertThat(SittingSpread.widened(moved(0.05, 0.05, -0.05, 0.05, -0.05, 0.05)))
        .as("what all do is no finding")
        .allMatch(Interval::includesZero);
  }

  @Test
  void shouldAllowForNothingWhenStepsAreTooFewToTell() {
    final List<Interval> differences = moved(0.05, -0.05, 0.05, -0.05);

    assertThat(SittingSpread.widened(differences)).isEqualTo(differences);
    assertThat(SittingSpread.isKnown(differences.size())).isFalse();
  }

  /** Whatever a sitting does to a step, two of them agree in about nineteen of twenty. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.02, 0.03})
  @Once
  void shouldAgreeInAboutNineteenOfTwentyStepsWhateverTheMoods(final double mood) {
    final Random random = new Random(1);
    final long wrong =
        IntStream.range(0, PAIRS_OF_SITTINGS)
            .mapToLong(
                pair ->
                    SittingSpread.widened(steps(random, mood, 0)).stream()
                        .filter(it -> !it.includesZero())
                        .count())
            .sum();

    assertThat((double) wrong / STEPS / PAIRS_OF_SITTINGS).isLessThan(0.065);
  }

  @Test
  @Once
  void shouldFindAStepThatCostsAFifthMoreWhenMoodsAreTwoPercent() {
    final Random random = new Random(1);
    final long found =
        IntStream.range(0, PAIRS_OF_SITTINGS)
            .filter(
                pair -> SittingSpread.widened(steps(random, 0.02, Math.log(1.2))).get(0).low() > 0)
            .count();

    assertThat((double) found / PAIRS_OF_SITTINGS).isGreaterThan(0.9);
  }

  /** What two sittings make of steps of which only the first has changed, by so much. */
  private static List<Interval> steps(final Random random, final double mood, final double change) {
    final List<Interval> steps = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      steps.add(sitting(random, mood, step == 0 ? change : 0).minus(sitting(random, mood, 0)));
    }
    return steps;
  }

  private static Interval sitting(final Random random, final double mood, final double truth) {
    final double mean = truth + mood * random.nextGaussian();
    return Interval.ofMean(
        random.doubles(ROUNDS).map(it -> mean + ROUND_SD * random.nextGaussian()).toArray());
  }

  private static List<Interval> moved(final double... means) {
    return Arrays.stream(means).mapToObj(it -> known(it, 0.01)).toList();
  }

  private static Interval known(final double mean, final double error) {
    return new Interval(mean, mean - 2 * error, mean + 2 * error, error, 16);
  }
}
