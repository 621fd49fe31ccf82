package io.framelab.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StolenTimeTest {
  @Test
  void shouldTellTheShareOfAllProcessorsThatOthersGot() {
    final long[] begin = StolenTime.parse("cpu  100 10 50 800 5 0 5 30 40 0");
    final long[] end = StolenTime.parse("cpu  150 10 70 900 5 0 5 60 80 0");

    assertThat(StolenTime.share(begin, end)).isEqualTo(30 / 200.0);
    assertThat(StolenTime.share(begin, begin)).isZero();
  }

  @Test
  void shouldReadWhatTheSystemTells() {
    assumeTrue(Files.isReadable(Path.of("/proc/stat")), "no /proc/stat here");
    assertThat(StolenTime.begin().share()).isBetween(0.0, 1.0);
  }
}
