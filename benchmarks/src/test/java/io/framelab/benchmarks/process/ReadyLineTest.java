package io.framelab.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyLineTest {
  @Test
  void shouldReadWhatAServerSaysWhenItIsReady() {
    assertThat(
            ReadyLine.parse(
                "ready port=8888 metrics=8889 pprof=off engine=netty transport=nio threads=1"
                    + " pid=4711"))
        .contains(new ReadyLine(8888, 8889, "nio", "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ready", "ready port=x metrics=8889", "ready port=8888 metrics=off", "nready"})
  void shouldNotTakeOtherLinesForItWhenTheyAreNot(final String line) {
    assertThat(ReadyLine.parse(line)).isEmpty();
  }
}
