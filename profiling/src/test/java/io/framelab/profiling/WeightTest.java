package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightTest {
  @ParameterizedTest
  @CsvSource({
    "16,      524288,  32768, 524288",
    "300000,  524288,  2,     524288",
    "400000,  524288,  1,     524288",
    "524288,  524288,  1,     524288",
    "9000000, 524288,  1,     9000000",
    "9000000, 9000000, 1,     9000000",
    "24,      0,       1,     24",
    "0,       0,       1,     0"
  })
  void shouldStandForAllThatWasAllocatedSinceTheLastSample(
      final long objectBytes, final long sampledBytes, final long objects, final long bytes) {
    assertThat(Weight.of(objectBytes, sampledBytes)).isEqualTo(new Weight(objects, bytes));
  }
}
