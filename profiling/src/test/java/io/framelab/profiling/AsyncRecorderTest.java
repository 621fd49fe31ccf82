package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the profiler is told, and what is made of its refusals; the profiler itself is an IT. */
class AsyncRecorderTest {
  private static final Path FILE = Path.of("/scratch/1.jfr");
  private static final String REFUSAL = "Perf events unavailable";

  private final List<String> commands = new ArrayList<>();

  /** Words of a command that are refused; none while empty. */
  private final List<String> refused = new ArrayList<>();

  private final AsyncRecorder recorder = new AsyncRecorder(this::execute);

  @ParameterizedTest
  @EnumSource(names = {"CPU", "WALL", "ALLOCS", "HEAP"})
  void shouldLeaveStdoutToTheReadyLineWhateverItRecords(final ProfileEvent event) throws Exception {
    recorder.start(event, FILE).stop();
    recorder.start(event, FILE).abort();
    assertThat(commands).hasSize(4).allMatch(words -> words.endsWith(",log=stderr,loglevel=error"));
    assertThat(commands.get(0)).startsWith("start,").contains(",jfr,file=/scratch/1.jfr,");
    assertThat(commands.get(1)).startsWith("stop,");
  }

  @Test
  void shouldRecordByATimerAndSayWhyWhenPerfEventsAreRefused() throws Exception {
    refused.add("event=cpu");
    refused.add("event=ctimer");
    assertThat(recorder.start(ProfileEvent.CPU, FILE).stop())
        .containsExactly("recorded by event=itimer,interval=10000000 because: " + REFUSAL);
    assertThat(commands).hasSize(4);
  }

  @Test
  void shouldSayWhyOnceWhenNothingCanBeRecorded() {
    refused.add("start");
    assertThatThrownBy(() -> recorder.start(ProfileEvent.CPU, FILE))
        .isInstanceOf(RecordingException.class)
        .hasMessage("async-profiler cannot record: " + REFUSAL);
  }

  @Test
  void shouldSayWhyWhenItCannotStopUnlessNobodyWaitsForIt() throws Exception {
    refused.add("stop");
    final Recording wanted = recorder.start(ProfileEvent.ALLOCS, FILE);
    assertThatThrownBy(wanted::stop)
        .isInstanceOf(RecordingException.class)
        .hasMessage("async-profiler cannot stop: " + REFUSAL);
    recorder.start(ProfileEvent.ALLOCS, FILE).abort();
  }

  private String execute(final String words) {
    commands.add(words);
    if (refused.stream().anyMatch(words::contains)) {
      throw new IllegalStateException(REFUSAL);
    }
    return "";
  }
}
