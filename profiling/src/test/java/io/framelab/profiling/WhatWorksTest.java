package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WhatWorksTest {
  private static final KernelAccess OPEN =
      new KernelAccess(OptionalInt.of(1), OptionalInt.of(0), 0, true, false);
  private static final Optional<String> NO_LIBRARY = Optional.of("no library: it is too hot");

  @Test
  void shouldSayWhatIsExpectedUntilItIsProven() {
    assertThat(text("processor", Optional.empty(), true, false))
        .isEqualTo("perf events; expected, async-profiler was not asked for yet");
    assertThat(text("processor", Optional.empty(), true, true)).isEqualTo("perf events");
    assertThat(text("kernel frames", Optional.empty(), true, true)).isEqualTo("yes");
    assertThat(text("recorders", Optional.empty(), true, true)).contains("the JDK all others");
    assertThat(text("flight recorder", Optional.empty(), true, true)).isNull();
  }

  @Test
  void shouldSayWhatTheJdkStandsInForWhenThereIsNoProfiler() {
    assertThat(text("processor", NO_LIBRARY, true, false)).isEqualTo("the JDK's sampler");
    assertThat(text("kernel frames", NO_LIBRARY, true, false)).startsWith("no: ");
    assertThat(text("recorders", NO_LIBRARY, true, false))
        .isEqualTo(
            "no library: it is too hot. The JDK records profile and allocs instead; there is no heap.");
  }

  @Test
  void shouldNotPromiseTheFlightRecorderWhenThereIsNone() {
    assertThat(text("recorders", Optional.empty(), false, true)).doesNotContain("JDK");
    assertThat(text("flight recorder", Optional.empty(), false, true)).startsWith("missing: ");
    assertThat(text("processor", NO_LIBRARY, false, false)).isEqualTo("nothing here can record it");
    assertThat(text("recorders", NO_LIBRARY, false, false)).isEqualTo("no library: it is too hot");
  }

  @Test
  void shouldNameThePlacesInTheirOrderBeforeOneIsTried() {
    assertThat(WhatWorks.willBeIn(List.of(Path.of("/tmp"), Path.of("/dev/shm"))))
        .endsWith(": /tmp, /dev/shm");
  }

  /** Null if there is no such fact. */
  private static String text(
      final String name,
      final Optional<String> whyNoProfiler,
      final boolean hasJdk,
      final boolean isProven) {
    return WhatWorks.of(OPEN, whyNoProfiler, hasJdk, isProven, "in /tmp").stream()
        .filter(fact -> fact.name().equals(name))
        .map(Fact::text)
        .findFirst()
        .orElse(null);
  }
}
