package io.framelab.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
  /** From a printed table. */
  @ParameterizedTest
  @CsvSource({
    "1,12.706",
    "2,4.303",
    "3,3.182",
    "4,2.776",
    "6,2.447",
    "9,2.262",
    "14,2.145",
    "30,2.042",
    "120,1.980",
    "100000,1.960"
  })
  void shouldGiveTheCriticalValuesOfTheTable(final double freedom, final double critical) {
    assertThat(StudentT.critical(freedom)).isCloseTo(critical, within(0.0005));
  }

  /** Student's own sleep data, the second group minus the first: 1.58 [0.70, 2.46]. */
  @Test
  void shouldGiveThePublishedIntervalOfAMean() {
    final Interval interval = Interval.ofMean(1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4);

    assertThat(interval.mean()).isCloseTo(1.58, within(1e-9));
    assertThat(interval.low()).isCloseTo(0.7001142, within(1e-6));
    assertThat(interval.high()).isCloseTo(2.4598858, within(1e-6));
    assertThat(interval.degreesOfFreedom()).isEqualTo(9);
  }

  /** The same data as two groups, after Welch: t.test(extra ~ group) in R. */
  @Test
  void shouldGiveThePublishedIntervalOfADifference() {
    final double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    final double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    final Interval interval = Interval.ofMean(first).minus(Interval.ofMean(second));

    assertThat(interval.mean()).isCloseTo(-1.58, within(1e-9));
    assertThat(interval.low()).isCloseTo(-3.3654832, within(1e-6));
    assertThat(interval.high()).isCloseTo(0.2054832, within(1e-6));
    assertThat(interval.degreesOfFreedom()).isCloseTo(17.776, within(1e-3));
    assertThat(interval.includesZero()).isTrue();
  }

  @Test
  void shouldKnowNothingOfTheErrorWhenThereIsOneValue() {
    final Interval interval = Interval.ofMean(3, 3.1, 2.9).minus(Interval.ofMean(1));

    assertThat(interval.mean()).isEqualTo(2);
    assertThat(interval.includesZero()).isTrue();
    assertThat(interval.high()).isInfinite();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
  void shouldRefuseWhatIsNoNumber(final double value) {
    assertThatIllegalArgumentException().isThrownBy(() -> Interval.ofMean(0.1, value));
    assertThatIllegalArgumentException().isThrownBy(() -> Interval.ofMean(value));
  }

  @ParameterizedTest
  @CsvSource({"0,100", "-1,100", "100,0"})
  void shouldRefuseASliceWithoutCpuTimeOrAcks(final long cpuNs, final long acks) {
    final List<Slice> turn =
        Stream.of(Side.values())
            .map(side -> new Slice(side, "", 1, 100, side == Side.B ? cpuNs : 50, null, null))
            .map(it -> new Slice(it.server(), "", 1, acks, it.cpuNs(), null, null))
            .toList();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SliceStatistics.effect(List.of(new Round("", null, turn))))
        .withMessageContaining("CPU time");
  }
}
