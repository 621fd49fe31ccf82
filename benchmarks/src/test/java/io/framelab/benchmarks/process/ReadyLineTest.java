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
        .contains(new ReadyLine(8888, 8889, null, "nio", "1"));
    assertThat(ReadyLine.parse("ready port=8888 metrics=8889 pprof=6060"))
        .contains(new ReadyLine(8888, 8889, 6060, "unknown", "unknown"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ready",
        "ready port=x metrics=8889",
        "ready port=8888 metrics=off",
        "ready port=8888 metrics=8889 pprof=x",
        "nready"
      })
  void shouldNotTakeOtherLinesForItWhenTheyAreNot(final String line) {
    assertThat(ReadyLine.parse(line)).isEmpty();
  }
}
