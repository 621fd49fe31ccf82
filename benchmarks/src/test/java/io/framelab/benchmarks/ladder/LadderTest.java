package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.benchmarks.ladder.result.LadderPage;
import io.framelab.benchmarks.ladder.result.LadderResult;
import io.framelab.benchmarks.ladder.result.LadderView;
import io.framelab.benchmarks.ladder.result.Run;
import io.framelab.benchmarks.ladder.result.Standing;
import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.process.AckServer;
import io.framelab.benchmarks.process.LiveProcesses;
import io.framelab.benchmarks.process.Ports;
import io.framelab.benchmarks.process.Rung;
import io.framelab.benchmarks.process.ServerCounts;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.codec.Once;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Short ladders over programs that are not ours, in processes of their own. */
@Once
@Timeout(60)
class LadderTest {
  private static final LadderConfig SHORT = rounds(2);

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Ladder ladder;

  private static LadderConfig rounds(final int rounds) {
    return new LadderConfig(rounds, 0, 500_000_000L, 4, 10, "18", true);
  }

  @AfterEach
  void shouldLeaveNoProcessBehind() {
    final List<ProcessHandle> left = AckServer.living(flags());
    left.forEach(ProcessHandle::destroyForcibly);
    assertThat(left).isEmpty();
  }

  @Test
  void shouldMeasureEveryServerInTurnWhenAllKeepTheProtocol()
      throws IOException, InterruptedException {
    final LadderResult result = run(rung("a", AckServer.Mode.GOOD), rung("b", AckServer.Mode.GOOD));

    assertThat(result.runs()).extracting(Run::name).containsExactly("a", "b", "b", "a");
    assertThat(result.runs())
        .allSatisfy(
            run -> {
              assertThat(run.acks()).isPositive();
              assertThat(run.verify().missing()).isZero();
              assertThat(run.serverCpuNs()).isPositive();
              assertThat(run.residentBytes()).isPositive();
              assertThat(run.counted()).isEqualTo(ServerCounts.NONE);
              assertThat(run.syscalls().problem() == null)
                  .isEqualTo(run.syscalls().perRequest() != null);
            });
    assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("a ")))
        .as("two runs and a row in each of two tables")
        .hasSize(4);
    assertThat(result.notes()).contains("to be noted");
  }

  @Test
  void shouldCountTheWholeTreeWhenAServerRunsBelowAShell()
      throws IOException, InterruptedException {
    final List<String> below =
        Stream.concat(
                Stream.of("sh", "-c", "\"$@\" & wait", "sh"),
                AckServer.command(AckServer.Mode.GOOD, flags()).stream())
            .toList();

    final LadderResult result = run(rounds(1), new Rung("below", null, null, below, false));

    assertThat(result.runs()).allSatisfy(run -> assertThat(run.serverCpuNs()).isPositive());
  }

  @Test
  void shouldGoOnAndSaySoWhenAServerAcksWhatWasNeverSent()
      throws IOException, InterruptedException {
    final LadderResult result =
        run(
            rung("a", AckServer.Mode.GOOD),
            rung("liar", AckServer.Mode.WRONG_ID),
            rung("dead", AckServer.Mode.STILLBORN));

    assertThat(result.runs()).extracting(Run::name).containsExactly("a", "a");
    assertThat(result.summary()).extracting(Standing::name).containsExactly("a", "liar", "dead");
    assertThat(result.servers().get(1).problem()).startsWith("broke the protocol: ");
    assertThat(result.servers().get(2).problem())
        .isEqualTo("failed: ended with exit 7 before it was ready: no will to live");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\nliar    broke the protocol: ", "\ndead    failed: ended with exit 7");
    assertThat(ladder.problems().exitCode())
        .as("a violation before a failure")
        .isEqualTo(ExitCode.PEER_VIOLATION);
    assertThat(ladder.problems().messages()).hasSize(2);
  }

  @Test
  void shouldHaveARowInWordsWhenThereIsNoSuchProgram() throws InterruptedException {
    final LadderResult result = run(Rung.foreign("none=./no-such-program {port}"));

    assertThat(result.servers().get(0).problem()).startsWith("failed: cannot be started: ");
    assertThat(result.env().cores()).isPositive();
    assertThat(LadderPage.of(result)).contains("| none | failed | – |", "\n`none`: failed: ");
    assertThat(ladder.problems().exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void shouldCountAsNoFailureWhenAnEngineIsNotAvailableHere() throws InterruptedException {
    final List<String> command =
        List.of(
            "sh",
            "-c",
            "echo 'framelab serve: engine io_uring cannot run here: EPERM' >&2; exit 1");
    final Rung missing = new Rung("io_uring", "coalesced", "the ring", command, true);

    final LadderResult result = run(missing);

    assertThat(result.servers().get(0).problem()).isEqualTo("not available: EPERM");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\nio_uring  not available: EPERM\n");
    assertThat(ladder.problems().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ladder.problems().messages()).isEmpty();
  }

  @Test
  void shouldKillWhenAServerDoesNotEnd() throws IOException, InterruptedException {
    try (LiveProcesses processes = new LiveProcesses()) {
      new Runner(rounds(1), processes).run(rung("deaf", AckServer.Mode.DEAF), 1, snapshot -> {});
    }
  }

  @Test
  void shouldRefuseBeforeAnythingStartsWhenAPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(RunFailure.class)
          .isThrownBy(() -> new Ports(taken.getLocalPort(), 0).checkFree())
          .withMessageStartingWith("port " + taken.getLocalPort() + " is taken: ")
          .extracting(RunFailure::exitCode)
          .isEqualTo(ExitCode.FAILED);
    }
  }

  @Test
  void shouldReverseTheOrderWhenTheRoundIsEven() {
    final List<Rung> rungs =
        List.of(
            new Rung("a", null, null, List.of(), false),
            new Rung("b", null, null, List.of(), false));

    assertThat(Ladder.order(rungs, 1)).isEqualTo(rungs);
    assertThat(Ladder.order(rungs, 2)).extracting(Rung::name).containsExactly("b", "a");
  }

  private LadderResult run(final Rung... rungs) throws InterruptedException {
    return run(SHORT, rungs);
  }

  private LadderResult run(final LadderConfig config, final Rung... rungs)
      throws InterruptedException {
    final List<Rung> all = List.of(rungs);
    final Progress progress = new Progress(new PrintStream(PrintStream.nullOutputStream()), false);
    final PrintStream table = new PrintStream(out, true, StandardCharsets.UTF_8);
    final Rungs chosen = new Rungs(all, List.of("to be noted"));
    ladder = new Ladder(chosen, config, new LadderView(table, progress, all));
    return ladder.run();
  }

  private Rung rung(final String name, final AckServer.Mode mode) throws IOException {
    return new Rung(name, null, null, AckServer.command(mode, flags()), false);
  }

  private Path flags() {
    return folder.resolve("flags");
  }
}
