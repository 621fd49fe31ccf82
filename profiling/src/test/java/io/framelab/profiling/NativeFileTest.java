package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NativeFileTest {
  private final List<Path> tried = new ArrayList<>();

  @Test
  void shouldLieThereUntilItIsClosed() throws Exception {
    assumeTrue(hasOne(), "async-profiler has nothing for this machine");
    try (NativeFile file = NativeFile.extract(tried::add)) {
      assertThat(tried).containsExactly(file.path());
      assertThat(Files.size(file.path())).isGreaterThan(100_000);
    }
    assertThat(tried.get(0)).doesNotExist();
  }

  @Test
  void shouldGoOnToTheNextFolderWhenItCannotBeLoaded() throws Exception {
    assumeTrue(hasOne(), "async-profiler has nothing for this machine");
    try (NativeFile file = NativeFile.extract(this::refuseTheFirst)) {
      assertThat(tried).hasSizeGreaterThan(1).last().isEqualTo(file.path());
      assertThat(tried.get(0)).doesNotExist();
    }
  }

  @Test
  void shouldSayWhyWhenNoFolderWill() {
    assumeTrue(hasOne(), "async-profiler has nothing for this machine");
    assertThatThrownBy(() -> NativeFile.extract(this::refuse))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith("no native library of async-profiler: ")
        .hasMessageContaining(tried.get(0).getParent() + ": not here");
    assertThat(tried).isNotEmpty().noneMatch(Files::exists);
  }

  private static boolean hasOne() {
    return NativeFile.resource(System.getProperty("os.name"), System.getProperty("os.arch"))
        != null;
  }

  private void refuseTheFirst(final Path file) throws IOException {
    tried.add(file);
    if (tried.size() == 1) {
      throw new IOException("not here");
    }
  }

  private void refuse(final Path file) throws IOException {
    tried.add(file);
    throw new IOException("not here");
  }
}
