package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.benchmarks.ladder.result.Ladders;
import io.framelab.benchmarks.ladder.result.RateRun;
import io.framelab.benchmarks.ladder.result.RateRuns;
import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.process.AckServer;
import io.framelab.benchmarks.process.Rung;
import io.framelab.cli.ExitCode;
import io.framelab.codec.Once;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Loads at a rate of programs that are not ours, in processes of their own. */
@Once
@Timeout(120)
class RateSittingTest {
  private static final LadderConfig SHORT =
      new LadderConfig(1, 0, 1_000_000_000L, 4, 10, "18", true);

  @TempDir private Path folder;
  private final Problems problems = new Problems();
  private final List<String> notes = new ArrayList<>();

  @AfterEach
  void shouldLeaveNoProcessBehind() {
    final List<ProcessHandle> left = AckServer.living(flags());
    left.forEach(ProcessHandle::destroyForcibly);
    assertThat(left).isEmpty();
  }

  @Test
  void shouldSayWhoBrokeTheProtocolOrFailedAndLowerTheRateUntilTheOthersKeepIt()
      throws IOException, InterruptedException {
    final RateRuns runs =
        run(
            rung("liar", AckServer.Mode.WRONG_ID),
            rung("dead", AckServer.Mode.STILLBORN),
            rung("slow", AckServer.Mode.SLOW));

    assertThat(problems.exitCode()).isEqualTo(ExitCode.PEER_VIOLATION);
    assertThat(problems.text(rung("liar", AckServer.Mode.GOOD)))
        .startsWith("broke the protocol: ")
        .contains("ack");
    assertThat(problems.text(rung("dead", AckServer.Mode.GOOD))).startsWith("failed: ended with");
    assertThat(notes)
        .satisfiesExactly(
            note -> assertThat(note).startsWith("at 50000/s over all connections, server liar: "),
            note -> assertThat(note).contains("no will to live"));
    assertThat(runs.runs()).extracting(RateRun::name).containsExactly("slow");
    assertThat(runs.askedPerSec()).isLessThan(50_000);
    final boolean kept = runs.runs().get(0).doubt().isEmpty();
    // On a busy machine the load generator may be late at any rate; then it is the least one.
    assertThat(kept || runs.askedPerSec() < 1_000).isTrue();
    assertThat(runs.markdown()).contains(kept ? "| slow | " : "| slow (invalid: ");
  }

  private RateRuns run(final Rung... rungs) throws InterruptedException {
    final Progress progress = new Progress(new PrintStream(PrintStream.nullOutputStream()), false);
    return new RateSitting(SHORT, progress, problems).run(List.of(rungs), Ladders.RESULT, notes);
  }

  private Rung rung(final String name, final AckServer.Mode mode) throws IOException {
    return new Rung(name, null, null, AckServer.command(mode, flags()), false);
  }

  private Path flags() {
    return folder.resolve("flags");
  }
}
