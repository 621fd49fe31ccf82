package io.framelab.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.benchmarks.process.AckServer;
import io.framelab.cli.CommandRunner;
import io.framelab.cli.ExitCode;
import io.framelab.codec.Await;
import io.framelab.codec.Once;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Short comparisons of programs that are not ours, in processes of their own. */
@Once
@Timeout(60)
class CompareMainTest {
  @TempDir private Path folder;

  @AfterEach
  void shouldLeaveNoProcessBehind() {
    final List<ProcessHandle> left = AckServer.living(folder.resolve("flags"));
    left.forEach(ProcessHandle::destroyForcibly);
    assertThat(left).isEmpty();
  }

  @Test
  void shouldKeepEverySliceSoThatAnOutsiderFindsTheSameInterval() throws IOException {
    final Path out = folder.resolve("out.json");

    final int exit =
        run(server("a", AckServer.Mode.GOOD), server("b", AckServer.Mode.GOOD), out.toString());

    assertThat(exit).isIn(ExitCode.OK, ExitCode.REGRESSION);
    final JsonNode result = new ObjectMapper().readTree(out.toFile());
    assertThat(result.get("kind").asText()).isEqualTo("compare");
    assertThat(result.at("/config/sliceNs").asLong()).isEqualTo(500_000_000L);
    assertThat(result.at("/servers")).hasSize(2);
    assertThat(result.at("/servers/1/command").toString()).contains("{port}");
    final JsonNode comparison = result.at("/comparisons/0");
    assertThat(comparison.get("rounds")).hasSize(2);
    assertThat(comparison.findValuesAsText("server"))
        .containsExactly(("A B control control A B " + "control A B B control A").split(" "));
    for (final JsonNode round : comparison.get("rounds")) {
      assertThat(round.get("slices"))
          .allSatisfy(
              slice -> {
                assertThat(slice.get("acks").asLong()).isPositive();
                assertThat(slice.get("cpuNs").asLong()).isPositive();
                assertThat(slice.get("ns").asLong()).isGreaterThanOrEqualTo(500_000_000L);
              });
    }
    final Recomputed recomputed = Recomputed.of(comparison);
    assertClose(comparison, "ratio", recomputed.ratio());
    assertClose(comparison, "low", recomputed.low());
    assertClose(comparison, "high", recomputed.high());
    assertClose(comparison, "controlRatio", recomputed.controlRatio());
    assertClose(comparison, "controlLow", recomputed.controlLow());
    assertClose(comparison, "controlHigh", recomputed.controlHigh());
    assertThat(comparison.get("verdict").asText()).isEqualTo(recomputed.verdict());
    assertThat(exit == ExitCode.REGRESSION)
        .isEqualTo("WORSE".equals(comparison.get("verdict").asText()));
  }

  @Test
  void shouldEndWithThreeWhenAServerBreaksTheProtocol() throws IOException {
    final int exit =
        run(
            server("a", AckServer.Mode.GOOD),
            server("liar", AckServer.Mode.WRONG_ID),
            folder.resolve("out.json").toString());

    assertThat(exit).isEqualTo(ExitCode.PEER_VIOLATION);
    assertThat(folder.resolve("out.json")).doesNotExist();
  }

  @Test
  void shouldFailWhenAServerDoesNotStart() throws IOException {
    final int exit =
        run(
            server("a", AckServer.Mode.GOOD),
            server("dead", AckServer.Mode.STILLBORN),
            folder.resolve("out.json").toString());

    assertThat(exit).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void shouldKeepTheRoundsThatAreDoneWhenALaterOneFails() throws IOException {
    final Path out = folder.resolve("out.json");

    final int exit =
        compare(
            args(
                server("a", AckServer.Mode.GOOD),
                server("b", AckServer.Mode.TWICE),
                out.toString(),
                "--rounds",
                "50"));

    assertThat(exit).isEqualTo(ExitCode.FAILED);
    final JsonNode result = new ObjectMapper().readTree(out.toFile());
    assertThat(result.at("/comparisons/0/rounds")).hasSize(2);
    assertThat(result.get("notes").toString())
        .contains("2 of 50 rounds: server b ended with exit 7", "no will to live");
  }

  @Test
  void shouldRefuseAServerThatWorksOutsideOfTheTreeOfItsCommand() throws IOException {
    final Path out = folder.resolve("out.json");
    final Path script = folder.resolve("daemon.sh");
    // It forks late, so that nobody sees its child as part of the tree that the command starts.
    Files.writeString(
        script,
        "sleep 0.5; "
            + String.join(" ", AckServer.command(AckServer.Mode.GOOD, folder.resolve("flags")))
                .replace("{port}", "$1")
            + " </dev/null >/dev/null 2>&1 &\n");
    final String daemon = "daemon=sh -c \"sh " + script + " {port}; exec sleep 60\"";
    final ByteArrayOutputStream said = new ByteArrayOutputStream();
    final PrintStream stderr = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(run(server("a", AckServer.Mode.GOOD), daemon, out.toString()))
          .isEqualTo(ExitCode.FAILED);
    } finally {
      System.setErr(stderr);
      AckServer.living(folder.resolve("flags")).forEach(ProcessHandle::destroyForcibly);
    }

    assertThat(said.toString(StandardCharsets.UTF_8)).contains("server daemon", "process tree");
    assertThat(out).doesNotExist();
  }

  @Test
  void shouldKeepTheRoundsThatAreDoneWhenItIsTerminated() throws IOException, InterruptedException {
    final Path out = folder.resolve("out.json");
    final Path stderr = folder.resolve("stderr");
    final List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CompareMain.class.getName()));
    final String a = server("a", AckServer.Mode.GOOD);
    command.addAll(List.of(args(a, a.replaceFirst("a", "b"), out.toString(), "--rounds", "50")));
    final Process compare =
        new ProcessBuilder(command)
            .redirectError(stderr.toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .start();
    try {
      Await.within(
          Duration.ofSeconds(40),
          () -> !compare.isAlive() || Files.readString(stderr).contains("round 3 of 50"));
      compare.destroy();

      assertThat(compare.waitFor()).as(Files.readString(stderr)).isEqualTo(ExitCode.TERMINATED);
    } finally {
      compare.destroyForcibly();
    }
    assertThat(out).as(Files.readString(stderr)).exists();
    final JsonNode result = new ObjectMapper().readTree(out.toFile());
    assertThat(result.at("/comparisons/0/rounds")).hasSize(2);
    assertThat(result.get("notes").toString()).contains("2 of 50 rounds: interrupted");
  }

  @Test
  void shouldRefuseWhenThereAreNotTwoToCompare() {
    assertThat(compare()).isEqualTo(ExitCode.USAGE);
    assertThat(compare("--server", "a=x {port}")).isEqualTo(ExitCode.USAGE);
    assertThat(compare("a.json")).isEqualTo(ExitCode.USAGE);
    assertThat(compare("a.json", "--server", "a=x {port}", "--server", "b=x {port}"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(compare("--server", "a=x {port}", "--server", "a=y {port}"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(compare("--server", "a=x {port}", "--server", "b=y {port}", "--rounds", "1"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(compare("--server", "a=x 8888", "--server", "b=y {port}")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void shouldRefuseAtOnceWhenTheResultCannotBeWritten() throws IOException {
    final Path out = folder.resolve("no/such/folder/x.json");

    assertThat(run(server("a", AckServer.Mode.ONCE), server("b", AckServer.Mode.ONCE), "" + out))
        .isEqualTo(ExitCode.USAGE);
    assertThat(folder.resolve("flags.start-1")).as("nothing was started").doesNotExist();
  }

  @Test
  void shouldRefuseFlagsOfALoadWhenThereIsNone() throws IOException {
    final Path file = folder.resolve("x.json");
    Files.writeString(file, ResultFiles.json(Slices.result("b / a", 1, 1)));
    final String path = file.toString();

    assertThat(compare(path, path, "--format", "json")).isEqualTo(ExitCode.OK);
    assertThat(compare(path, path, "--rounds", "3")).isEqualTo(ExitCode.USAGE);
    assertThat(compare(path, path, "-c", "5")).isEqualTo(ExitCode.USAGE);
  }

  private int run(final String a, final String b, final String out) {
    return compare(args(a, b, out, "--rounds", "2"));
  }

  private static String[] args(
      final String a, final String b, final String out, final String... more) {
    final List<String> args = new ArrayList<>(List.of("--server", a, "--server", b));
    args.addAll(List.of("--turns", "2", "--slice", "500ms", "--warmup", "500ms"));
    args.addAll(List.of("-c", "4", "-w", "10", "--out", out, "--format", "markdown"));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  /** The table has four digits behind the point. */
  private static void assertClose(
      final JsonNode comparison, final String field, final double expected) {
    assertThat(comparison.get(field).asDouble())
        .as(field)
        .isCloseTo(expected, within(1e-3 * expected));
  }

  private static int compare(final String... args) {
    return CommandRunner.flagsOnly().run(new CompareMain(), args);
  }

  private String server(final String name, final AckServer.Mode mode) throws IOException {
    Files.createDirectories(folder);
    return name + "=" + String.join(" ", AckServer.command(mode, folder.resolve("flags")));
  }
}
