package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineNotesTest {
  @Test
  void shouldTellWhoRecordedByWhatTheRecordingSays() {
    assertThat(EngineNotes.isByTheJdk(Map.of("engine", "ctimer"))).isFalse();
    assertThat(EngineNotes.isByTheJdk(Map.of("period", "10 ms"))).isTrue();
  }

  @Test
  void shouldWarnOfProcessorTimeThatIsNoneWhenTheJdkRecorded() {
    assertThat(EngineNotes.ofTheJdk(ProfileEvent.CPU).toString())
        .contains("async-profiler could not be had", "not processor time");
    assertThat(EngineNotes.ofTheJdk(ProfileEvent.ALLOCS).toString())
        .contains("async-profiler could not be had")
        .doesNotContain("processor time");
  }

  @Test
  void shouldSayWhyThereAreNoKernelFramesWhenATimerRecorded() {
    assertThat(EngineNotes.of(ProfileEvent.CPU, Map.of("engine", "ctimer")))
        .anyMatch(note -> note.startsWith("no kernel frames: "));
    assertThat(
            EngineNotes.of(
                ProfileEvent.CPU, Map.of("engine", "perf_events", "kernelSymbols", "true")))
        .containsExactly("engine: perf_events");
  }
}
