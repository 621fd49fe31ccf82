package io.framelab.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.process.AckServer;
import io.framelab.cli.CommandRunner;
import io.framelab.cli.ExitCode;
import io.framelab.codec.Await;
import io.framelab.codec.Once;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons of programs that somebody else, this test, has started. */
@Once
@Timeout(60)
class RunningFlagsTest {
  private static final String INTERVAL = "-?\\d+\\.\\d+ \\[-?\\d+\\.\\d+, -?\\d+\\.\\d+]";

  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void endServers() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void shouldCompareServersThatAreUpAndLeaveThemUp() throws IOException {
    final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    final int exit =
        printing(
            printed,
            "--running",
            server("a", AckServer.Mode.GOOD),
            "--running",
            server("b", AckServer.Mode.GOOD),
            "-w",
            "10");

    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .matches(
            "b / a c=4 w=10 s=18 pairs=3 A=\\S+ B=\\S+ userA=\\S+ userB=\\S+ mean_excess_user="
                + INTERVAL
                + " ratio="
                + INTERVAL
                + "\\R");
    assertThat(started).allMatch(Process::isAlive);
  }

  @Test
  void shouldFlood() throws IOException {
    final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    final int exit =
        printing(
            printed,
            "--running",
            server("a", AckServer.Mode.GOOD),
            "--running",
            server("b", AckServer.Mode.GOOD),
            "-w",
            "0");

    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains(" w=0 ");
  }

  @Test
  void shouldLoadAtARateAndTellResponseTimes() throws IOException {
    final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    final int exit =
        printing(
            printed,
            "--running",
            server("a", AckServer.Mode.GOOD),
            "--running",
            server("b", AckServer.Mode.GOOD),
            "-R",
            "2k");

    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(" rate=2000 ")
        .containsPattern("p999_ratio=" + INTERVAL + " generator_lateA=\\d/3 generator_lateB=\\d/3");
  }

  @Test
  void shouldEndWithThreeWhenAServerBreaksTheProtocol() throws IOException {
    assertThat(
            compare(
                "--running",
                server("a", AckServer.Mode.GOOD),
                "--running",
                server("liar", AckServer.Mode.WRONG_ID)))
        .isEqualTo(ExitCode.PEER_VIOLATION);
  }

  @Test
  void shouldRefuseWhatIsNoPairOfRunningServers() throws IOException {
    final String self = "a=1:" + ProcessHandle.current().pid();

    assertThat(compare("--running", self)).isEqualTo(ExitCode.USAGE);
    assertThat(compare("--running", self, "--running", "b=1")).isEqualTo(ExitCode.USAGE);
    assertThat(compare("--running", self, "--running", "b=70000:1")).isEqualTo(ExitCode.USAGE);
    assertThat(compare("--running", self, "--running", "b=1:999999999")).isEqualTo(ExitCode.USAGE);
    assertThat(compare("--running", self, "--running", self, "--rounds", "3"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(compare("--running", self, "--running", self, "--server", "x=y {port}"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(compare("--running", self, "--running", self, "-w", "0", "-R", "1k"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(compare("--server", "a=x {port}", "--server", "b=y {port}", "-R", "1k"))
        .as("only servers that run have a rate")
        .isEqualTo(ExitCode.USAGE);
  }

  private static int printing(final ByteArrayOutputStream printed, final String... args) {
    final PrintStream stdout = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      final List<String> all =
          new ArrayList<>(
              List.of("-c", "4", "--pairs", "3", "--slice", "500ms", "--warmup", "200ms"));
      all.addAll(List.of(args));
      return compare(all.toArray(String[]::new));
    } finally {
      System.setOut(stdout);
    }
  }

  private static int compare(final String... args) {
    return CommandRunner.flagsOnly().run(new CompareMain(), args);
  }

  private String server(final String name, final AckServer.Mode mode) throws IOException {
    final int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    final List<String> command =
        AckServer.command(mode, folder.resolve("flags")).stream()
            .map(word -> word.replace("{port}", Integer.toString(port)))
            .toList();
    final Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    started.add(process);
    Await.within(Duration.ofSeconds(20), () -> accepts(port));
    return name + "=" + port + ":" + process.pid();
  }

  private static boolean accepts(final int port) {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (final IOException e) {
      return false;
    }
  }
}
