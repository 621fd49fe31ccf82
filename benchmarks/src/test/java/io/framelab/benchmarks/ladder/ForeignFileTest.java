package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.process.Rung;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignFileTest {
  @TempDir private Path folder;

  @Test
  void shouldDifferWhenAProgramThatIsNotOursWasBuiltAnew() throws IOException {
    final Path program = Files.writeString(folder.resolve("server"), "one");
    final List<Rung> rungs = List.of(Rung.foreign("c=" + program + " " + folder + " {port}"));
    final List<ForeignFile> before = ForeignFile.of(rungs);

    assertThat(before).extracting(ForeignFile::word).containsExactly(program.toString());
    assertThat(ForeignFile.of(rungs)).isEqualTo(before);

    Files.setLastModifiedTime(program, FileTime.fromMillis(1_000));
    final List<ForeignFile> touched = ForeignFile.of(rungs);
    assertThat(touched).isNotEqualTo(before);

    Files.writeString(program, "other");
    Files.setLastModifiedTime(program, FileTime.fromMillis(1_000));
    assertThat(ForeignFile.of(rungs)).isNotEqualTo(touched);
  }

  @Test
  void shouldLeaveOursToTheCommit() throws IOException {
    final Path launcher = Files.writeString(folder.resolve("framelab"), "");
    final Rung ours =
        new Rung("owned", null, null, List.of(launcher.toString(), "serve", "{port}"), true);

    assertThat(ForeignFile.of(List.of(ours))).isEmpty();
  }
}
