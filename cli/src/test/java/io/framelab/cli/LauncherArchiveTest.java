package io.framelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the launcher makes an archive of the server's classes, and to which JVMs it gives one. */
@Timeout(90)
final class LauncherArchiveTest {
  /** Lists classes as a server that starts, makes archives, and otherwise prints its arguments. */
  private static final String JAVA =
      """
      for word in "$@"; do
        case $word in
          -XX:DumpLoadedClassList=*)
            echo io/framelab/A > "${word#*=}"
            env | grep -E '^(FRAMELAB_SERVE_|JAVA_TOOL_OPTIONS)' >> "$HOME/leaked"
            echo "$*" >> "$HOME/starts"
            trap 'exit 0' TERM
            echo "ready port=1 pid=$$"
            while :; do sleep 0.1; done ;;
          -XX:SharedArchiveFile=*) archive=${word#*=} ;;
          -Xshare:dump) dump=1 ;;
        esac
      done
      if [ -n "$dump" ]; then
        echo "$archive" >> "$HOME/archives"
        [ -n "$ARCHIVES_FAIL" ] || echo classes > "$archive"
        exit
      fi
      for word in "$@"; do echo "$word"; done
      """;

  private static final String GIVEN = "-XX:SharedArchiveFile=";
  private static final String MAKING = "framelab: making the archive";

  @TempDir Path folder;
  private LauncherSandbox sandbox;
  private Path repository;

  @BeforeEach
  void makeRepository() throws IOException {
    sandbox = new LauncherSandbox(folder).with("FRAMELAB_SKIP_BUILD", "");
    sandbox.tool("env", "command -p env\n");
    repository = sandbox.repository();
    jdk("25.0.1");
  }

  @Test
  void shouldMakeOneArchiveAndGiveItToEveryStart() throws Exception {
    final ChildProcess first = serve();
    final ChildProcess second = serve();

    assertThat(first.err()).contains(MAKING);
    assertThat(second.err()).doesNotContain(MAKING);
    assertThat(first.out()).startsWith(GIVEN + archives()).contains("\n-Xlog:cds*=off\n");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(lines("archives")).hasSize(1);
  }

  @Test
  void shouldLeaveNothingBehindButTheArchiveAndWhatWasSaidOfIt() throws Exception {
    serve();

    try (Stream<Path> left = Files.list(archives())) {
      assertThat(left.map(path -> path.toString().replaceFirst(".*java-25.0.1", "")))
          .containsExactlyInAnyOrder(".jsa", ".log");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"server/target/framelab-server.jar", "framelab"})
  void shouldMakeItAgainWhenItIsOlderThan(final String file) throws Exception {
    serve();
    // Older and not the other newer: what lies in the future would be made again at each start.
    try (Stream<Path> made = Files.list(archives())) {
      for (final Path each : made.toList()) {
        Files.setLastModifiedTime(each, FileTime.from(Instant.EPOCH.plusSeconds(1)));
      }
    }
    final Path other =
        repository.resolve(
            "framelab".equals(file) ? "server/target/framelab-server.jar" : "framelab");
    Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));

    sandbox.with("FRAMELAB_SKIP_BUILD", "1");
    assertThat(serve().out()).as("not given while it is stale").doesNotContain(GIVEN);
    sandbox.with("FRAMELAB_SKIP_BUILD", "");
    assertThat(serve().out()).contains(GIVEN);
    assertThat(lines("archives")).hasSize(2);
  }

  @Test
  void shouldMakeOneForEachJdk() throws Exception {
    serve();
    final Path other = jdk("17.0.1");
    sandbox.with("FRAMELAB_JAVA", other.toString());

    final ChildProcess launcher = serve();

    assertThat(launcher.out()).contains("17.0.1.jsa\n").doesNotContain("-Xlog:aot");
    assertThat(lines("archives")).hasSize(2);
  }

  @Test
  void shouldMakeNoneWhenToldToTakeWhatIsThere() throws Exception {
    sandbox.with("FRAMELAB_SKIP_BUILD", "1");

    final ChildProcess launcher = serve();

    assertThat(launcher.err()).isEmpty();
    assertThat(launcher.out()).doesNotContain(GIVEN, "-Xlog");
    assertThat(archives()).doesNotExist();
  }

  @Test
  void shouldServeWithoutAWordWhenTheFolderCannotBeMade() throws Exception {
    Files.createDirectories(archives().getParent());
    Files.writeString(archives(), "a file in its place");

    final ChildProcess launcher = serve();

    assertThat(launcher.exitCode()).isZero();
    assertThat(launcher.out()).contains("framelab-server.jar").doesNotContain(GIVEN);
    assertThat(launcher.err()).doesNotContain(MAKING, "launcher.archives");
  }

  @Test
  void shouldServeAndNotTryAgainWhenNoArchiveCanBeMade() throws Exception {
    sandbox.with("ARCHIVES_FAIL", "1");

    final ChildProcess first = serve();
    final ChildProcess second = serve();

    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).doesNotContain(GIVEN);
    assertThat(second.out()).doesNotContain(GIVEN);
    assertThat(lines("archives")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xshare:off",
        "-XX:AOTCache=x",
        "-XX:SharedArchiveFile=mine",
        "-XX:+UseZGC",
        "-XX:-UseCompactObjectHeaders",
        "-Xmx32g"
      })
  void shouldKeepItFromJvmsThatItCannotFit(final String flag) throws Exception {
    serve();
    sandbox.with("FRAMELAB_JAVA_OPTS", flag);

    assertThat(serve().out()).contains("\n" + flag + "\n").doesNotContain(GIVEN + archives());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-Xmx4g", "-Xms16g -Xmx31g"})
  void shouldGiveItToJvmsWithOtherFlags(final String flags) throws Exception {
    sandbox.with("FRAMELAB_JAVA_OPTS", flags);

    assertThat(serve().out()).contains(GIVEN + archives());
    assertThat(lines("starts").get(0)).as("the archive is of all").doesNotContain(flags);
  }

  @Test
  void shouldPutNothingOfTheUsersIntoTheArchive() throws Exception {
    sandbox.with("FRAMELAB_SERVE_ENGINE", "buffered").with("JAVA_TOOL_OPTIONS", "-javaagent:x");

    serve();

    assertThat(lines("leaked")).isEmpty();
  }

  @Test
  void shouldMakeItForServersThatOthersStart() throws Exception {
    sandbox.run(repository.resolve("framelab"), "compare");

    assertThat(lines("archives")).hasSize(1);
  }

  private Path jdk(final String version) throws IOException {
    final Path home = sandbox.jdk(version);
    LauncherSandbox.executable(home.resolve("bin/java"), JAVA);
    return home;
  }

  private ChildProcess serve() throws Exception {
    return sandbox.run(repository.resolve("framelab"), "serve");
  }

  private Path archives() throws IOException {
    return repository.toRealPath().resolve("target/launcher.archives");
  }

  private List<String> lines(final String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }
}
