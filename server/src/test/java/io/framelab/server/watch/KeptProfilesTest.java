package io.framelab.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.Once;
import io.framelab.profiling.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Once
@Timeout(60)
class KeptProfilesTest {
  private static final Instant AT = Instant.parse("2026-11-21T19:03:11.987Z");
  private static final String NAME = "20261121T190311Z-cpu";
  private static final int MANY = 100;

  @TempDir private Path temporary;

  private Path folder;

  @BeforeEach
  void choose() {
    folder = temporary.resolve("not/there/yet");
  }

  @Test
  void shouldShowAMomentUnderItsNameWhenItIsComplete() throws Exception {
    final KeptProfiles kept = KeptProfiles.in(folder);
    try (KeptMoment moment = kept.begin(AT, Trigger.CPU)) {
      moment.write("why.txt", new byte[3]);
      assertThat(folder.toFile().list()).containsExactly(NAME + ".part");
      assertThat(moment.complete()).isEqualTo(folder.resolve(NAME));
    }
    assertThat(folder.toFile().list()).containsExactly(NAME);
    assertThat(folder.resolve(NAME).toFile().list()).containsExactly("why.txt");
  }

  @Test
  void shouldForgetAMomentWhenItDoesNotBecomeComplete() throws Exception {
    final KeptProfiles kept = KeptProfiles.in(folder);
    try (KeptMoment moment = kept.begin(AT, Trigger.HEAP)) {
      moment.write("why.txt", new byte[3]);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldFindAnotherNameWhenTheClockWasSetBack() throws Exception {
    final KeptProfiles kept = KeptProfiles.in(folder);
    for (int i = 0; i < 3; i++) {
      keep(kept, AT, 1);
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder(NAME, NAME + "-2", NAME + "-3");
  }

  @Test
  void shouldKeepTheNewestTwentyWhenThereAreMore() throws Exception {
    final KeptProfiles kept = KeptProfiles.in(folder);
    Path newest = null;
    for (int i = 0; i < MANY; i++) {
      newest = keep(kept, AT.plus(Duration.ofMinutes(i)), 1);
      assertThat(folder.toFile().list().length).isEqualTo(Math.min(i + 1, 20));
    }
    assertThat(newest).isNotEmptyDirectory();
    assertThat(folder.resolve(NAME)).doesNotExist();
  }

  @Test
  void shouldLetTheOldestGoWhenTheyBecomeTooLarge() throws Exception {
    final KeptProfiles kept = new KeptProfiles(folder, MANY, 1000);
    for (int i = 0; i < MANY; i++) {
      keep(kept, AT.plus(Duration.ofMinutes(i)), 300);
      assertThat(bytes()).isEqualTo(300 * Math.min(i + 1, 3));
    }
    keep(kept, AT.plus(Duration.ofDays(1)), 1000);
    assertThat(folder.toFile().list()).containsExactly("20261122T190311Z-cpu");
  }

  @Test
  void shouldCountWhatIsWrittenAlreadyWhenAMomentHasSeveralFiles() throws Exception {
    final KeptProfiles kept = new KeptProfiles(folder, MANY, 1000);
    keep(kept, AT, 500);
    try (KeptMoment moment = kept.begin(AT.plusSeconds(1), Trigger.LAG)) {
      moment.write("threads.txt", new byte[300]);
      assertThat(bytes()).isEqualTo(800);
      moment.write("profile.pb.gz", new byte[300]);
      assertThat(bytes()).isEqualTo(600);
      assertThatThrownBy(() -> moment.write("histogram.txt", new byte[401]))
          .isInstanceOf(IOException.class)
          .hasMessage("it would take more than 1000 bytes");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldRemoveWhatACrashHasLeftWhenItIsOpened() throws Exception {
    Files.createDirectories(folder.resolve(NAME + ".part"));
    Files.write(folder.resolve(NAME + ".part").resolve("threads.txt"), new byte[3]);
    Files.createDirectories(folder.resolve(NAME));
    KeptProfiles.in(folder);
    assertThat(folder.toFile().list()).containsExactly(NAME);
  }

  @Test
  void shouldNeverTouchWhatIsNotNamedAsItsOwn() throws Exception {
    final Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
    Files.createDirectories(folder);
    final String[] others = {
      "notes.part", "20261121T190311Z-disk", "20261121T190311Z-cpu-old", "x20261121T190311Z-cpu"
    };
    for (final String name : others) {
      Files.write(Files.createDirectory(folder.resolve(name)).resolve("file"), new byte[1000]);
    }
    Files.write(elsewhere.resolve("file"), new byte[1000]);
    Files.createSymbolicLink(folder.resolve("20201121T190311Z-cpu"), elsewhere);
    Files.createSymbolicLink(folder.resolve("20201121T190311Z-cpu.part"), elsewhere);
    Files.write(folder.resolve("20201121T190311Z-heap"), new byte[1000]);
    KeptProfiles.in(folder);
    final KeptProfiles kept = new KeptProfiles(folder, 1, 10);
    keep(kept, AT, 1);
    keep(kept, AT.plusSeconds(1), 1);
    assertThat(folder.toFile().list()).hasSize(others.length + 4);
    for (final String name : others) {
      assertThat(folder.resolve(name).resolve("file")).exists();
    }
    assertThat(elsewhere.resolve("file")).exists();
    assertThat(folder.resolve("20201121T190311Z-heap")).exists();
  }

  @Test
  void shouldRemoveAWholeMomentWhenSomebodyHasPutMoreIntoIt() throws Exception {
    final KeptProfiles kept = new KeptProfiles(folder, 1, 1000);
    final Path first = keep(kept, AT, 1);
    final Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere/inside"));
    Files.write(Files.createDirectories(first.resolve("a/b")).resolve("c"), new byte[3]);
    Files.createSymbolicLink(first.resolve("link"), elsewhere.getParent());
    final Path second = keep(kept, AT.plusSeconds(1), 1);
    assertThat(first).doesNotExist();
    assertThat(second).isNotEmptyDirectory();
    assertThat(elsewhere).exists();
  }

  @Test
  void shouldGoOnWhenSomebodyHasRemovedTheFolder() throws Exception {
    final KeptProfiles kept = KeptProfiles.in(folder);
    keep(kept, AT, 1);
    KeptProfiles.remove(folder);
    assertThat(keep(kept, AT, 1)).isNotEmptyDirectory();
  }

  @Test
  void shouldSayWhyWhenTheFolderCannotBeMade() throws Exception {
    final Path file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> KeptProfiles.in(file))
        .isInstanceOf(IOException.class)
        .hasMessage("is no folder");
    assertThatThrownBy(() -> KeptProfiles.in(file.resolve("below")))
        .isInstanceOf(IOException.class)
        .hasMessage("Not a directory");
  }

  @Test
  void shouldSayWhyWhenTheFolderCannotBeWritten() throws Exception {
    try (Mount sealed = new Mount(temporary.resolve("sealed"), "ro")) {
      assertThatThrownBy(() -> KeptProfiles.in(sealed.folder()))
          .isInstanceOf(IOException.class)
          .hasMessage("it cannot be written");
      assertThatThrownBy(() -> KeptProfiles.in(sealed.folder().resolve("below")))
          .isInstanceOf(IOException.class)
          .hasMessage("Read-only file system");
    }
  }

  private static Path keep(final KeptProfiles kept, final Instant at, final int bytes)
      throws IOException {
    try (KeptMoment moment = kept.begin(at, Trigger.CPU)) {
      moment.write("profile.pb.gz", new byte[bytes]);
      return moment.complete();
    }
  }

  private long bytes() throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
