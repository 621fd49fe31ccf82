package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScratchTest {
  @TempDir private Path place;

  @Test
  void shouldRemoveWhatAProcessHasLeftThatIsGone() throws Exception {
    final Path left = left(place, name(gone()));
    try (Scratch scratch = Scratch.in(List.of(place))) {
      assertThat(left).doesNotExist();
      assertThat(scratch.newFile()).exists();
    }
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void shouldLeaveAloneWhatIsNotSurelyItsOwn() throws Exception {
    final String stale = name(gone());
    final Path elsewhere = left(Files.createDirectory(place.resolve("elsewhere")), stale);
    final List<Path> others =
        List.of(
            left(place, name(ProcessHandle.current().pid())),
            left(place, stale + "x"),
            left(place, "x" + stale),
            // a process of another container, which this one does not see
            left(place, "framelab-profiles-" + gone() + "-1-4711"),
            Files.createSymbolicLink(place.resolve(stale + "0"), elsewhere),
            Files.createFile(place.resolve(stale + "1")));
    Scratch.in(List.of(place)).close();
    assertThat(others).allSatisfy(other -> assertThat(other).exists());
    assertThat(elsewhere).isNotEmptyDirectory();
  }

  @Test
  void shouldRemoveTheOthersWhenSomeDoNotGo() throws Exception {
    final String stale = name(gone());
    final List<Path> others = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      others.add(left(place, stale + "1" + i));
      // nobody but a person makes folders in there
      left(left(place, stale + "2" + i), "inside");
    }
    Scratch.in(List.of(place)).close();
    assertThat(others).allSatisfy(other -> assertThat(other).doesNotExist());
  }

  @Test
  void shouldLeaveAloneWhatBelongsToSomebodyElse() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
    final Path other = left(place, name(gone()));
    Files.setOwner(
        other,
        other.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    Scratch.in(List.of(place)).close();
    assertThat(other).isNotEmptyDirectory();
  }

  private static Path left(final Path place, final String name) throws IOException {
    final Path folder = Files.createDirectory(place.resolve(name));
    Files.createFile(folder.resolve("1.jfr"));
    return folder;
  }

  /** Of a folder that a process of this number made beside this one. */
  private static String name(final long pid) {
    return StaleFolders.prefix().replaceFirst("-\\d+-", "-" + pid + "-") + "4711";
  }

  private static long gone() throws IOException, InterruptedException {
    final Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }
}
