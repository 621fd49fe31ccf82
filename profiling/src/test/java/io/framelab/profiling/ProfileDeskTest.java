package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may record what by what, with recorders that only keep a diary. */
@Timeout(60)
class ProfileDeskTest {
  private static final Duration TIME = Duration.ofSeconds(30);
  private static final String HELD = "the %s profile is held by the first, ";

  @TempDir private Path folder;

  /** What the recorders were told. */
  private final List<String> diary = new ArrayList<>();

  /** Why there is no profiler; null if there is one. */
  private String whyNoProfiler;

  private String whyNoJdk;

  /** What a recorder says at the end. */
  private String said = "nothing";

  private ProfileDesk desk;

  @BeforeEach
  void open() {
    desk =
        new ProfileDesk(
            "test",
            List.of(folder),
            () -> recorder("profiler", whyNoProfiler),
            () -> recorder("jdk", whyNoJdk),
            Optional::empty);
  }

  @AfterEach
  void close() {
    desk.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldNameTheHolderWhenSomebodyRecordsTheSame() throws Exception {
    whileRecording(
        ProfileEvent.CPU,
        () -> {
          assertHeld(ProfileEvent.CPU, HELD.formatted("cpu"));
          assertThat(desk.holders()).hasSize(1);
          assertThat(desk.holders().get(0)).matches(HELD.formatted("cpu") + "(29|30) s left");
        });
    assertThat(desk.holders()).isEmpty();
    assertThat(diary).containsExactly("profiler starts cpu", "profiler stops");
  }

  @Test
  void shouldTakeTheTwoProfilesOfMemoryForOne() throws Exception {
    whileRecording(
        ProfileEvent.HEAP, () -> assertHeld(ProfileEvent.ALLOCS, HELD.formatted("heap")));
    whileRecording(
        ProfileEvent.ALLOCS, () -> assertHeld(ProfileEvent.HEAP, HELD.formatted("allocs")));
  }

  @Test
  void shouldRecordByTheJdkAndSayWhyWhenTheProfilerIsBusy() throws Exception {
    for (final ProfileEvent event : List.of(ProfileEvent.CPU, ProfileEvent.ALLOCS)) {
      diary.clear();
      whileRecording(
          ProfileEvent.WALL,
          () ->
              assertThat(comments(event))
                  .anyMatch(
                      comment ->
                          comment.startsWith(
                              "recorded without async-profiler because: async-profiler records one"
                                  + " profile at a time: "
                                  + HELD.formatted("wall"))));
      assertThat(diary)
          .containsExactly(
              "profiler starts wall", "jdk starts " + event.label(), "jdk stops", "profiler stops");
    }
  }

  @Test
  void shouldNameTheHolderWhenOnlyTheProfilerCanAndItIsBusy() throws Exception {
    whileRecording(
        ProfileEvent.CPU,
        () -> {
          final String busy =
              "async-profiler records one profile at a time: " + HELD.formatted("cpu");
          assertHeld(ProfileEvent.HEAP, busy);
          assertHeld(ProfileEvent.WALL, busy);
        });
    assertThat(comments(ProfileEvent.HEAP)).as("once it is free").isNotEmpty();
  }

  @Test
  void shouldRecordEverythingElseAtOnceByTheJdk() throws Exception {
    whileRecording(
        ProfileEvent.MUTEX,
        () ->
            whileRecording(
                ProfileEvent.BLOCK,
                () ->
                    whileRecording(
                        ProfileEvent.TRACE,
                        () ->
                            whileRecording(
                                ProfileEvent.CPU, () -> assertThat(desk.holders()).hasSize(4)))));
    assertThat(diary)
        .startsWith("jdk starts mutex", "jdk starts block", "jdk starts trace")
        .contains("profiler starts cpu");
  }

  @Test
  void shouldRecordByTheJdkAndSayWhyWhenThereIsNoProfiler() throws Exception {
    whyNoProfiler = "it is too hot";
    assertThat(comments(ProfileEvent.CPU))
        .contains("recorded without async-profiler because: it is too hot", "by jdk");
    assertThatThrownBy(() -> comments(ProfileEvent.HEAP))
        .isInstanceOf(RecordingException.class)
        .hasMessage("it is too hot");
    whileRecording(
        ProfileEvent.CPU,
        () ->
            assertThatThrownBy(() -> comments(ProfileEvent.HEAP))
                .as("nobody has the profiler that is not there")
                .isInstanceOf(RecordingException.class));
    whyNoJdk = "it is too cold";
    assertThatThrownBy(() -> comments(ProfileEvent.CPU))
        .isInstanceOf(RecordingException.class)
        .hasMessage("it is too hot; it is too cold");
    assertThat(desk.holders()).isEmpty();
  }

  @Test
  void shouldStopAndLeaveThePlaceWhenNobodyWantsTheProfile() throws Exception {
    assertThat(desk.record(request(ProfileEvent.CPU), time -> false)).isEmpty();
    assertThatThrownBy(
            () ->
                desk.record(
                    request(ProfileEvent.CPU),
                    time -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(diary)
        .containsExactly(
            "profiler starts cpu", "profiler aborts", "profiler starts cpu", "profiler aborts");
    assertThat(desk.holders()).isEmpty();
  }

  @Test
  void shouldSayWhatIsNotInTheProfileAndWhetherTheHeapWasCleared() throws Exception {
    assertThat(comments(ProfileEvent.HEAP))
        .contains("recorded 30 s: objects allocated before are not seen")
        .noneMatch(comment -> comment.startsWith("collected"));
    final ProfileRequest collecting =
        new ProfileRequest(ProfileEvent.HEAP, TIME, true, "the first");
    try (Profile profile = desk.record(collecting, time -> true).orElseThrow()) {
      assertThat(profile.comments()).anyMatch(comment -> comment.startsWith("collected before"));
    }
  }

  @Test
  void shouldCountWhatWasMadeAndRememberWhatWasCut() throws Exception {
    assertThat(desk.record(request(ProfileEvent.TRACE), time -> false)).isEmpty();
    assertThat(desk.made(ProfileEvent.TRACE)).isZero();
    assertThat(desk.facts()).extracting(Fact::name).doesNotContain("lately cut");
    said = "the beginning is missing: 3.0 s were dropped";
    comments(ProfileEvent.TRACE);
    said = "nothing";
    comments(ProfileEvent.MUTEX);
    assertThat(desk.made(ProfileEvent.TRACE)).isEqualTo(1);
    assertThat(desk.facts())
        .contains(new Fact("lately cut", "trace: the beginning is missing: 3.0 s were dropped"));
  }

  private void whileRecording(final ProfileEvent event, final Step step) throws Exception {
    desk.record(
            request(event),
            time -> {
              assertThat(time).isEqualTo(TIME);
              step.run();
              return true;
            })
        .orElseThrow()
        .close();
  }

  private void assertHeld(final ProfileEvent event, final String by) {
    assertThatThrownBy(() -> desk.record(request(event), time -> true))
        .isInstanceOf(HeldException.class)
        .hasMessageStartingWith(by);
  }

  private List<String> comments(final ProfileEvent event) throws Exception {
    try (Profile profile = desk.record(request(event), time -> true).orElseThrow()) {
      return profile.comments();
    }
  }

  private static ProfileRequest request(final ProfileEvent event) {
    return new ProfileRequest(event, TIME, false, "the first");
  }

  private Recorder recorder(final String name, final String whyNot) throws RecordingException {
    if (whyNot != null) {
      throw new RecordingException(whyNot, null);
    }
    return (event, file) -> {
      diary.add(name + " starts " + event.label());
      return new Recording() {
        @Override
        public List<String> stop() {
          diary.add(name + " stops");
          return List.of("by " + name, said);
        }

        @Override
        public void abort() {
          diary.add(name + " aborts");
        }
      };
    };
  }

  /** Something done while a profile is recorded. */
  @FunctionalInterface
  private interface Step {
    void attempt() throws Exception;

    default void run() {
      try {
        attempt();
      } catch (final Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
