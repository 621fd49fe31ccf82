package io.framelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
final class LauncherTest {
  private static final String ADD_OPENS = "java.base/jdk.internal.misc=ALL-UNNAMED";
  private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
  private static final String SMALL_HEADERS = "-XX:+UseCompactObjectHeaders";

  @TempDir Path folder;
  private LauncherSandbox sandbox;

  @BeforeEach
  void makeSandbox() throws IOException {
    sandbox = new LauncherSandbox(folder);
  }

  @Test
  void shouldSayWhatToInstallWhenThereIsNoJdk() throws Exception {
    final ChildProcess launcher = sandbox.run("serve");

    assertRefused(launcher, 1, "no JDK 17 or later found; install one");
  }

  @Test
  void shouldNameTheJavaWhenItIsTooOld() throws Exception {
    final Path home = Files.createDirectories(folder.resolve("old/bin")).getParent();
    LauncherSandbox.executable(
        home.resolve("bin/java"), "echo 'openjdk version \"11.0.22\" 2024-01-16' >&2");

    final ChildProcess launcher = sandbox.with("JAVA_HOME", home.toString()).run("serve");

    assertRefused(launcher, 1, home + "/bin/java is Java 11.0.22, too old; install one");
  }

  @Test
  void shouldRefuseAVerbWhenItIsUnknown() throws Exception {
    assertRefused(sandbox.run("sevre"), 2, "unknown verb 'sevre'; expected serve, load,");
  }

  @Test
  void shouldRefuseFramelabJavaWhenItNamesNoJdk() throws Exception {
    assertRefused(
        sandbox.with("FRAMELAB_JAVA", "/no/such/jdk").run("serve"),
        2,
        "FRAMELAB_JAVA '/no/such/jdk' is no JDK: expected its home folder or its bin/java");
  }

  @Test
  void shouldRefuseFramelabJavaWhenItIsTooOldThoughOthersAreNot() throws Exception {
    sandbox.jdk("21.0.1");
    final Path old = sandbox.jdk("1.8.0_392");

    assertRefused(
        sandbox.with("FRAMELAB_JAVA", old.toString()).run("serve"),
        2,
        "is Java 1.8.0_392: 17 or later is needed");
  }

  @Test
  void shouldTakeTheNewestJdkWhenThereAreSeveral() throws Exception {
    sandbox.jdk("17.0.15");
    sandbox.jdk("25.0.10");
    sandbox.jdk("25.0.9");
    sandbox.jdk("9.0.4");

    final ChildProcess launcher = sandbox.run("load", "localhost:1", "-d", "1 s");

    assertThat(launcher.out())
        .contains(UNSAFE, SMALL_HEADERS, "\nlocalhost:1\n-d\n1 s\n")
        .contains(repositoryFile("client-loadgen/target/framelab-loadgen.jar"));
    assertThat(launcher.exitCode()).isZero();
    assertThat(sandbox.run("ladder").out()).contains("java=" + folder + "/jdks/jdk-25.0.10/bin");
  }

  @Test
  void shouldTakeFramelabJavaWhenItIsOlderThanOthers() throws Exception {
    sandbox.jdk("25.0.1");
    final Path java = sandbox.jdk("17.0.1").resolve("bin/java");

    assertThat(sandbox.with("FRAMELAB_JAVA", java.toString()).run("serve").out())
        .contains(ADD_OPENS)
        .doesNotContain(UNSAFE, SMALL_HEADERS);
  }

  @Test
  void shouldPutTheFlagsOfTheUserLastWhenThereAreSome() throws Exception {
    sandbox.jdk("17.0.1");

    assertThat(sandbox.with("FRAMELAB_JAVA_OPTS", "-XX:+UseZGC  -Xmx4g").run("serve").out())
        .contains("\n-XX:+UseZGC\n-Xmx4g\n-jar\n")
        .doesNotContain("UseParallelGC", "-Xms1g");
  }

  @Test
  void shouldKeepTheLinesOfCompiledCodeWhenProfilesMayBeTaken() throws Exception {
    sandbox.jdk("17.0.1");
    final String lines = "-XX:+UnlockDiagnosticVMOptions\n-XX:+DebugNonSafepoints\n";

    assertThat(sandbox.run("serve", "--pprof", "6060").out()).contains(lines);
    assertThat(sandbox.run("serve", "--pprof=0").out()).contains(lines);
    assertThat(sandbox.run("serve").out()).doesNotContain("DebugNonSafepoints");
    assertThat(sandbox.with("FRAMELAB_SERVE_PPROF", "6060").run("serve").out()).contains(lines);
  }

  @Test
  void shouldKeepTheLinesOfCompiledCodeWhenProfilesMayBeKept() throws Exception {
    sandbox.jdk("17.0.1");
    final String lines = "-XX:+UnlockDiagnosticVMOptions\n-XX:+DebugNonSafepoints\n";

    assertThat(sandbox.run("serve", "--profile-on", "cpu>80%").out()).contains(lines);
    assertThat(sandbox.run("serve", "--profile-on=cpu>80%").out()).contains(lines);
    assertThat(sandbox.with("FRAMELAB_SERVE_PROFILE_ON", "cpu>80%").run("serve").out())
        .contains(lines);
  }

  @Test
  void shouldFindItsRepositoryWhenCalledThroughALink() throws Exception {
    sandbox.jdk("17.0.1");
    final Path link = Files.createSymbolicLink(folder.resolve("fl"), LauncherSandbox.launcher());

    final ChildProcess launcher = sandbox.run(link, "serve");
    Files.delete(link);

    assertThat(launcher.out()).contains(repositoryFile("server/target/framelab-server.jar"));
  }

  @Test
  void shouldCountTheHeapWhenAllBenchmarksRunProfiledOrNot() throws Exception {
    sandbox.jdk("17.0.1");

    assertThat(sandbox.run("bench").out()).contains("-benchmarks.jar\n-prof\ngc\n");
    assertThat(sandbox.run("bench", "--profile").out())
        .contains("-benchmarks.jar\n--profile\n-prof\ngc\n");
    assertThat(sandbox.run("bench", "flyweights", "--profile").out()).doesNotContain("-prof\n");
  }

  @Test
  void shouldTellTheLadderHowToStartEnginesWhenItRuns() throws Exception {
    sandbox.jdk("17.0.1");

    assertThat(sandbox.run("ladder", "--rounds", "1").out())
        .contains("\nio.framelab.benchmarks.ladder.LadderMain\n--rounds\n1\n")
        .contains("launcher=" + LauncherSandbox.launcher() + " skip=1 java=" + folder);
  }

  @Test
  void shouldRenderFiguresWhenAskedTo() throws Exception {
    sandbox.jdk("17.0.1");

    assertThat(sandbox.run("figures", "kept.json").out())
        .contains("\nio.framelab.benchmarks.docs.RenderFigures\nkept.json\n");
  }

  @Test
  void shouldLoadAtAGentleRateWhenAskedForUp() throws Exception {
    final Path java = sandbox.jdk("17.0.1").resolve("bin/java");
    LauncherSandbox.executable(
        java,
        "case \"$*\" in *DebugNonSafepoints*framelab-server.jar*\"--pprof 6060\")\n"
            + "echo ready port=8888; trap 'exit 0' TERM; while :; do sleep 0.1; done\n"
            + "esac\n"
            + "for word in \"$@\"; do echo \"$word\"; done\n");

    final ChildProcess launcher = sandbox.run("up");

    assertThat(launcher.out())
        .contains("framelab-loadgen.jar\n127.0.0.1:8888\n-c\n4\n-R\n1k\n-d\n1440m\n");
    assertThat(launcher.err()).contains("go tool pprof -top '", "Ctrl-C stops both");
    assertThat(launcher.exitCode()).isZero();
  }

  @Test
  void shouldKeepStdoutToTheProgramWhenAskedForHelp() throws Exception {
    final ChildProcess launcher = sandbox.run("help");

    assertThat(launcher.out()).isEmpty();
    assertThat(launcher.err())
        .contains("serve", "load", "ladder", "figures", "bench", "test", "up");
    assertThat(launcher.exitCode()).isZero();
  }

  private static void assertRefused(
      final ChildProcess launcher, final int exitCode, final String words) {
    assertThat(launcher.err()).hasLineCount(1).startsWith("framelab: ").contains(words);
    assertThat(launcher.out()).isEmpty();
    assertThat(launcher.exitCode()).isEqualTo(exitCode);
  }

  private static String repositoryFile(final String path) {
    return LauncherSandbox.launcher().resolveSibling(path).toString();
  }
}
