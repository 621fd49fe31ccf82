package io.framelab.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule at its edges; how often it is right, {@link SliceCalibrationTest} says. */
class VerdictTest {
  /** All as logarithms of ratios, each interval 0.01 to either side. */
  @ParameterizedTest
  @CsvSource({
    "-0.011, 0.000, BETTER",
    " 0.011, 0.000, WORSE",
    // The interval holds 0.
    " 0.009, 0.000, NO_DIFFERENCE",
    // Twice what A differed from itself by chance.
    " 0.019, 0.009, WORSE",
    " 0.018, 0.009, NO_DIFFERENCE",
    "-0.018, 0.009, NO_DIFFERENCE",
    // Twice the far end of what A differed from itself beyond chance, whichever way.
    " 0.061, 0.020, WORSE",
    " 0.059, 0.020, NO_DIFFERENCE",
    "-0.059, 0.020, NO_DIFFERENCE",
    "-0.061,-0.020, BETTER",
    "-3.500, 0.020, BETTER"
  })
  void shouldClaimWhatNeitherChanceNorTheSittingExplains(
      final double effect, final double control, final Verdict verdict) {
    assertThat(Verdict.of(around(effect), around(control), Goal.SMALLER)).isEqualTo(verdict);
    assertThat(Verdict.of(around(-effect), around(control), Goal.LARGER)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"-0.011, BETTER", "0.011, WORSE", "0.009, NO_DIFFERENCE"})
  void shouldJudgeByTheIntervalAloneWhenThereWasNoControl(
      final double effect, final Verdict verdict) {
    assertThat(Verdict.of(around(effect), null, Goal.SMALLER)).isEqualTo(verdict);
  }

  private static Interval around(final double mean) {
    return new Interval(mean, mean - 0.01, mean + 0.01, 0.005, 8);
  }
}
