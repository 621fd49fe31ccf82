package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClassHistogramTest {
  private static final int COUNT = 12_345;

  @Test
  void shouldCountInstancesWhenNobodyUsesThemAnyMore() {
    dropSome();
    assertThat(ClassHistogram.take().orElseThrow().lines())
        .anyMatch(line -> line.matches(" *\\d+: +" + COUNT + " +\\d+  .*\\$Counted( .*)?"));
  }

  private static void dropSome() {
    for (int i = 0; i < COUNT; i++) {
      // kept from being left out as useless by being told of
      Counted.last = new Counted();
    }
    Counted.last = null;
  }

  private static final class Counted {
    private static volatile Counted last;
  }
}
