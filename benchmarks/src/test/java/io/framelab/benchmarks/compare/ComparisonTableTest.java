package io.framelab.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTableTest {
  /** Two slices of B in each round. */
  @ParameterizedTest
  @CsvSource({"1, 2, '1,500.0'", "1.5, 1.5, '1,500.0'", "2, 1, '1,500.0'"})
  void shouldShowTheMedianOfAnEvenNumberOfSlices(
      final double first, final double second, final String median) {
    assertThat(ComparisonTable.row(Slices.comparison("b / a", first, second)).get(3))
        .isEqualTo(median);
  }
}
