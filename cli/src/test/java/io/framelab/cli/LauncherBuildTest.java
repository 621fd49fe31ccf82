package io.framelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs a copy of the launcher in a repository whose Maven only pretends to build. */
@Timeout(90)
final class LauncherBuildTest {
  /** No process has a number beyond the largest that Linux gives. */
  private static final String NOBODY = "99999999";

  @TempDir Path folder;
  private LauncherSandbox sandbox;
  private Path repository;
  private Path source;

  @BeforeEach
  void makeRepository() throws IOException {
    sandbox = new LauncherSandbox(folder).with("FRAMELAB_SKIP_BUILD", "");
    repository = sandbox.repository();
    source = Files.createDirectories(repository.resolve("codec/src/main/java")).resolve("A.java");
    Files.writeString(source, "");
    sandbox.jdk("17.0.1");
  }

  @Test
  void shouldBuildOnceWhenNothingChanges() throws Exception {
    final ChildProcess first = serve();
    final ChildProcess second = serve();

    assertThat(first.err()).contains("framelab: JDK 17.0.1 ", "framelab: building (");
    assertThat(second.err()).hasLineCount(1).startsWith("framelab: JDK 17.0.1 ");
    assertThat(builds()).hasLineCount(1).contains("jdk-17.0.1");
  }

  @Test
  void shouldBuildAgainWhenASourceIsNewer() throws Exception {
    serve();
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    serve();

    assertThat(builds()).hasLineCount(2);
  }

  @Test
  void shouldBuildWhatIsStaleThoughAnotherCheckoutComparesIt() throws Exception {
    final Path launcher = repository.resolve("framelab");
    final String here = repository.toRealPath().toString();

    assertThat(sandbox.run(launcher, "compare").out()).contains(" skip=" + here + " ");

    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    sandbox.with("FRAMELAB_SKIP_BUILD", here);
    assertThat(serve().err()).as("the build that compare made stays").isEmpty();
    assertThat(builds()).hasLineCount(1);

    sandbox.with("FRAMELAB_SKIP_BUILD", here + "-elsewhere");
    assertThat(serve().err()).contains("framelab: building (");
    assertThat(builds()).hasLineCount(2);
  }

  @Test
  void shouldBuildAgainWhenAJarIsGone() throws Exception {
    serve();
    Files.delete(repository.resolve("server/target/framelab-server.jar"));
    serve();

    assertThat(builds()).hasLineCount(2);
  }

  @Test
  void shouldPrintTheErrorsWhenTheBuildFails() throws Exception {
    LauncherSandbox.executable(
        repository.resolve("mvnw"), "echo '[ERROR] A.java is wrong'; exit 7");

    final ChildProcess launcher = serve();

    assertThat(launcher.err()).contains("[ERROR] A.java is wrong", "framelab: the build failed");
    assertThat(launcher.out()).isEmpty();
    assertThat(launcher.exitCode()).isEqualTo(1);
  }

  @Test
  void shouldBuildWithAnotherJdkWhenTheNewestHasNoCompiler() throws Exception {
    Files.delete(sandbox.jdk("25.0.1").resolve("bin/javac"));

    assertThat(serve().err()).contains("framelab: JDK 25.0.1 ");
    assertThat(builds()).hasLineCount(1).contains("jdk-17.0.1");
  }

  @Test
  void shouldBuildWhenTheHolderOfTheLockIsDead() throws Exception {
    final Path target = Files.createDirectory(repository.resolve("target"));
    Files.createSymbolicLink(target.resolve("launcher.lock"), Path.of(NOBODY));

    assertThat(serve().exitCode()).isZero();
    assertThat(builds()).hasLineCount(1);
    assertThat(target.resolve("launcher.lock")).doesNotExist();
  }

  @Test
  void shouldLeaveTheLockAloneWhenAnotherHasTakenItFromTheDeadHolder() throws Exception {
    final Path target = Files.createDirectory(repository.resolve("target"));
    final Path lock = target.resolve("launcher.lock");
    Files.createSymbolicLink(lock, Path.of(NOBODY));
    final long other = ProcessHandle.current().pid();
    // As soon as the launcher has read who holds the lock, another one removes it and takes it.
    sandbox.tool(
        "readlink",
        """
        command -p readlink "$@" || exit
        case $1 in *launcher.lock)
          [ -e taken ] || { echo > taken; command -p rm "$1"; command -p ln -s %d "$1"; }
        esac
        """
            .formatted(other));
    // It has built by the time that the launcher looks again.
    sandbox.tool("sleep", "command -p rm " + lock);

    final ChildProcess launcher = serve();

    assertThat(launcher.err()).contains("framelab: waiting for the build of process " + other);
    assertThat(launcher.exitCode()).isZero();
    assertThat(target).isDirectoryNotContaining("glob:**launcher.lock*");
  }

  @Test
  void shouldBuildWhenWhoRemovedTheLockOfADeadHolderIsDeadToo() throws Exception {
    final Path target = Files.createDirectory(repository.resolve("target"));
    Files.createSymbolicLink(target.resolve("launcher.lock"), Path.of(NOBODY));
    Files.createSymbolicLink(target.resolve("launcher.lock.after." + NOBODY), Path.of("99999998"));

    assertThat(serve().exitCode()).isZero();
    assertThat(builds()).hasLineCount(1);
    assertThat(target).isDirectoryNotContaining("glob:**launcher.lock*");
  }

  private ChildProcess serve() throws Exception {
    return sandbox.run(repository.resolve("framelab"), "serve");
  }

  private String builds() throws IOException {
    return Files.readString(repository.resolve("builds"));
  }
}
