package io.framelab.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MiddleTest {
  @Test
  void shouldNotMoveTheMedianForOneSpoiltValue() {
    final Middle middle = Middle.median(3, 1, 2, 1_000, 2.5);

    assertThat(middle.value()).isEqualTo(2.5);
    assertThat(middle.low()).isLessThanOrEqualTo(2);
    assertThat(Middle.median(1, 2, 3, 4).value()).isEqualTo(2.5);
  }

  @Test
  void shouldFindBetweenTwoStepsWhatAMedianCannot() {
    final double[] steps = {0, 10, 0, 10, 0, 0, 10, 0, 0, 0};

    assertThat(Middle.mean(steps).value()).isEqualTo(3);
    assertThat(Middle.median(steps).value()).isZero();
  }

  @Test
  void shouldKnowNothingOfTheErrorOfOneValue() {
    assertThat(Middle.mean(7)).isEqualTo(new Middle(7, 7, 7)).isEqualTo(Middle.median(7));
  }

  @Test
  void shouldHoldTheTrueValueInAboutNineteenOfTwentyIntervals() {
    final Random random = new Random(7);
    int medians = 0;
    int means = 0;
    final int samples = 300;
    for (int i = 0; i < samples; i++) {
      final double[] values =
          IntStream.range(0, 21).mapToDouble(j -> random.nextGaussian()).toArray();
      medians += holdsZero(Middle.median(values));
      means += holdsZero(Middle.mean(values));
    }
    assertThat((double) medians / samples).isCloseTo(0.95, within(0.04));
    assertThat((double) means / samples).isCloseTo(0.95, within(0.04));
  }

  private static int holdsZero(final Middle middle) {
    return middle.low() <= 0 && middle.high() >= 0 ? 1 : 0;
  }
}
