package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NativeLibraryTest {
  @TempDir private Path folder;

  /** Folders in which the fake loader was given a whole library. */
  private final List<Path> tried = new ArrayList<>();

  @Test
  void shouldTryTheNextFolderWhenTheFirstIsNone() throws Exception {
    final Path file = Files.createFile(folder.resolve("file"));
    final Path good = Files.createDirectory(folder.resolve("good"));
    assertThatThrownBy(() -> library("Linux", "amd64", List.of(file, good)).profiler())
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(file + ": is no folder; " + good + ": not here");
    assertThat(tried).containsExactly(good);
    assertThat(good).isEmptyDirectory();
  }

  @Test
  void shouldTryTheNextFolderWhenTheFirstIsReadOnly() throws Exception {
    final Path good = Files.createDirectory(folder.resolve("good"));
    try (Mount sealed = new Mount(folder.resolve("sealed"), "ro")) {
      assertThatThrownBy(
              () -> library("Linux", "aarch64", List.of(sealed.folder(), good)).profiler())
          .hasMessageContaining(sealed.folder() + ": Read-only file system; ");
      assertThat(tried).containsExactly(good);
    }
  }

  @Test
  void shouldTryTheNextFolderWhenTheFirstForbidsExecution() throws Exception {
    try (Mount sealed = new Mount(folder.resolve("sealed"), "noexec")) {
      final String where = sealed.folder().toString();
      assertThat(Child.run(LoadMain.class, List.of(), where, folder.toString()).stdout())
          .startsWith("loaded ");
      assertThat(sealed.folder()).isEmptyDirectory();
      assertThat(Child.run(LoadMain.class, List.of(), where).stdout())
          .startsWith("no native library of async-profiler: " + where + ": failed to map segment")
          .hasLineCount(1);
    }
  }

  @Test
  void shouldSayWhyWhenThePlatformIsUnknown() {
    for (final String[] platform : new String[][] {{"Windows 11", "amd64"}, {"Linux", "riscv64"}}) {
      assertThatThrownBy(() -> library(platform[0], platform[1], List.of(folder)).profiler())
          .hasMessage(
              "no native library of async-profiler: it has none for %s on %s", (Object[]) platform);
    }
    assertThat(tried).isEmpty();
  }

  @Test
  void shouldRememberWhyItCouldNotLoad() {
    final NativeLibrary library = library("Mac OS X", "aarch64", List.of(folder));
    assertThatThrownBy(library::profiler).isInstanceOf(RecordingException.class);
    assertThatThrownBy(library::profiler).hasMessageContaining("not here");
    assertThat(tried).hasSize(1);
  }

  @Test
  void shouldLoadTheNamedFileAndNoOtherWhenOneIsNamed() throws Exception {
    final Child child =
        Child.run(LoadMain.class, List.of("-Done.profiler.libraryPath=/none"), "" + folder);
    assertThat(child.stdout())
        .startsWith("no native library of async-profiler: /none: ")
        .doesNotContain("" + folder);
  }

  private NativeLibrary library(final String os, final String arch, final List<Path> folders) {
    return new NativeLibrary(os, arch, folders, this::refuse);
  }

  /** What a folder does that forbids to execute, in the words of the system's loader. */
  private AsyncProfiler refuse(final String file) {
    try {
      assertThat(Files.size(Path.of(file))).isGreaterThan(100_000);
    } catch (final IOException e) {
      throw new AssertionError(e);
    }
    tried.add(Path.of(file).getParent());
    throw new UnsatisfiedLinkError(file + ": " + file + ": not here");
  }
}
