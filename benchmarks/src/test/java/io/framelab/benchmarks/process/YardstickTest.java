package io.framelab.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When and how the yardstick is built; the compilers are stand-ins. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class YardstickTest {
  @TempDir private Path folder;
  private Path source;
  private Path built;

  @BeforeEach
  void writeSource() throws IOException {
    source = Files.writeString(folder.resolve("limit_server.c"), "int main() {}");
    built = folder.resolve("target/yardstick");
  }

  @Test
  void shouldBuildWithTheFirstCompilerThatIsThere() throws IOException, InterruptedException {
    final String cc = compiler("echo \"$@\" >>\"$0.args\"; echo program >\"$5\"");

    final Path program = Yardstick.build(source, built, List.of("/no/such/cc", cc));

    assertThat(program).isEqualTo(built.resolve("limit_server")).hasContent("program");
    assertThat(Path.of(cc + ".args"))
        .content()
        .startsWith("-O2 -march=native -pthread -o ")
        .endsWith(source + "\n");
    assertThat(built).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void shouldBuildAgainOnlyWhenTheSourceIsNewer() throws IOException, InterruptedException {
    final String cc = compiler("echo built >>\"$0.args\"; echo program >\"$5\"");

    final Path program = Yardstick.build(source, built, List.of(cc));
    Yardstick.build(source, built, List.of(cc));
    assertThat(Path.of(cc + ".args")).hasContent("built");

    Files.setLastModifiedTime(program, FileTime.fromMillis(0));
    Yardstick.build(source, built, List.of(cc));
    assertThat(Path.of(cc + ".args")).hasContent("built\nbuilt");
  }

  @Test
  void shouldSayWhyWhenTheCompilerFails() throws IOException {
    final String cc = compiler("echo note: x; echo \"fatal error: 'sys/epoll.h'\" >&2; exit 1");

    assertThatIOException()
        .isThrownBy(() -> Yardstick.build(source, built, List.of(cc)))
        .withMessage(cc + " failed: fatal error: 'sys/epoll.h'");
    assertThat(built).isEmptyDirectory();
  }

  @Test
  void shouldSaySoWhenThereIsNoCompiler() {
    assertThatIOException()
        .isThrownBy(() -> Yardstick.build(source, built, List.of("/no/cc", "/no/gcc")))
        .withMessage("no C compiler found (/no/cc, /no/gcc)");
  }

  private String compiler(final String script) throws IOException {
    final Path cc = Files.writeString(folder.resolve("cc"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(cc, PosixFilePermissions.fromString("rwx------"));
    return cc.toString();
  }
}
