package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framelab.benchmarks.compare.Recomputed;
import io.framelab.benchmarks.compare.Slices;
import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.benchmarks.ladder.result.LadderPage;
import io.framelab.benchmarks.ladder.result.LadderResult;
import io.framelab.benchmarks.ladder.result.LadderView;
import io.framelab.benchmarks.ladder.result.RateRun;
import io.framelab.benchmarks.ladder.result.Run;
import io.framelab.benchmarks.ladder.result.ServerFacts;
import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.benchmarks.process.AckServer;
import io.framelab.benchmarks.process.Rung;
import io.framelab.cli.ExitCode;
import io.framelab.codec.Once;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Comparison.Shape;
import io.framelab.loadgen.stats.Round;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thorough ladder of programs that are not ours, as short as can be. */
@Timeout(120)
class ThoroughTest {
  private static final LadderConfig WHOLE = new LadderConfig(1, 0, 500_000_000L, 4, 10, "18", true);

  private static final CompareResult.Config ONE_ROUND = config(1, 1);

  /** Two rounds of the first, so that it has an interval. */
  private static final List<CompareResult.Config> SHAPES = List.of(config(10, 2), ONE_ROUND);

  private static final Shape SHAPE = new Shape(4, 10, "18");

  @TempDir private Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> told = new ArrayList<>();
  private Thorough thorough;

  private record Identity(String name, List<CompareResult.Config> shapes) {}

  private static CompareResult.Config config(final int window, final int rounds) {
    return new CompareResult.Config(rounds, 1, 0, 600_000_000L, 4, window, "18");
  }

  @AfterEach
  void shouldLeaveNoProcessBehind() {
    final List<ProcessHandle> left = AckServer.living(flags());
    left.forEach(ProcessHandle::destroyForcibly);
    assertThat(left).isEmpty();
  }

  @Test
  @Once
  void shouldCompareEachWithItsOriginAndGoOnWhereItEnded()
      throws IOException, InterruptedException {
    final List<Rung> rungs =
        List.of(
            rung("a", null, AckServer.Mode.GOOD),
            rung("b", "a", AckServer.Mode.GOOD),
            rung("dead", "a", AckServer.Mode.STILLBORN));

    final LadderResult result = run(SHAPES, rungs, open("same"));

    assertThat(result.comparisons())
        .extracting(Comparison::name)
        .as("in both shapes; not with what does not start")
        .containsExactly("b / a", "b / a");
    assertThat(result.comparisons().get(1).shape().window()).isEqualTo(1);
    assertThat(result.summary()).hasSize(3);
    assertThat(LadderPage.of(result)).contains("| b | ", "| c=4 w=1 s=18 | ", "`dead`: failed");
    assertThat(result.latency().askedPerSec()).isPositive();
    assertThat(result.latency().runs())
        .extracting(RateRun::name)
        .as("all that work")
        .containsExactly("a", "b");
    final JsonNode json = new ObjectMapper().readTree(ResultFiles.json(result));
    final Recomputed recomputed = Recomputed.of(json.at("/comparisons/0"));
    assertThat(json.at("/comparisons/0/ratio").asDouble() / recomputed.ratio())
        .isBetween(1 - 1e-9, 1 + 1e-9);

    err.reset();
    open("same").addNotes(List.of("noted before"));
    final LadderResult again = run(SHAPES, rungs, open("same"));

    assertThat(again.runs()).isEqualTo(result.runs());
    assertThat(again.comparisons()).isEqualTo(result.comparisons());
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("going on: 2 of 3 whole processes and 3 rounds are done")
        .contains("warming up the load generator on server dead")
        .doesNotContain("round 1 of");
    assertThat(again.notes()).contains("noted before");
    assertThat(thorough.problems().exitCode())
        .as("what does not start is no success")
        .isEqualTo(ExitCode.FAILED);
    assertThat(thorough.problems().messages()).singleElement().asString().contains("no will");
    assertThat(thorough.isWhole()).isFalse();
  }

  @Test
  @Once
  void shouldRunAWholeProcessAgainWhenItFailed() throws IOException, InterruptedException {
    final List<Rung> rungs =
        List.of(rung("a", null, AckServer.Mode.GOOD), rung("late", "a", AckServer.Mode.LATE));

    final LadderResult failed = run(List.of(ONE_ROUND), rungs, open("same"));

    assertThat(failed.comparisons()).isEmpty();
    assertThat(thorough.isWhole()).isFalse();

    final LadderResult result = run(List.of(ONE_ROUND), rungs, open("same"));

    assertThat(result.runs()).extracting(Run::name).containsExactly("a", "late");
    assertThat(result.runs()).startsWith(failed.runs().get(0));
    assertThat(result.startedAt()).isEqualTo(failed.startedAt());
    assertThat(result.notes()).doesNotHaveDuplicates();
    assertThat(result.servers()).extracting(ServerFacts::problem).containsOnlyNulls();
    assertThat(result.comparisons()).extracting(Comparison::name).containsExactly("late / a");
    assertThat(thorough.problems().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(thorough.isWhole()).isTrue();
  }

  @Test
  @Once
  void shouldBeWholeWhenAllThatIsMissingCannotRunHere() throws IOException, InterruptedException {
    final List<String> command =
        List.of("sh", "-c", "echo 'engine io_uring cannot run here: EPERM' >&2; exit 1");
    final List<Rung> rungs =
        List.of(
            rung("a", null, AckServer.Mode.GOOD), new Rung("io_uring", "a", "it", command, true));

    run(List.of(ONE_ROUND), rungs, open("same"));

    assertThat(thorough.problems().messages()).isEmpty();
    assertThat(thorough.isWhole()).isTrue();
  }

  @Test
  @Once
  void shouldNotBeWholeWhenAComparisonFailed() throws IOException, InterruptedException {
    run(
        List.of(ONE_ROUND),
        List.of(
            rung("a", null, AckServer.Mode.GOOD),
            rung("once", "a", AckServer.Mode.ONCE),
            rung("b", "a", AckServer.Mode.GOOD)),
        open("same"));

    assertThat(thorough.isWhole()).isFalse();
    assertThat(thorough.problems().exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(thorough.comparisons()).extracting(Comparison::name).containsOnly("b / a");
    assertThat(open("same").rounds()).isEqualTo(1);
  }

  @Test
  void shouldTakeOverOnlyWholeLinesOfTheSameSitting() throws IOException {
    final Round round = Slices.comparison("b / a", 1, 2).rounds().get(0);
    open("same").add("b / a", SHAPE, round);
    Files.writeString(
        folder.resolve("thorough.partial.jsonl"),
        "{\"round\" : {\"name",
        StandardOpenOption.APPEND);
    assertThat(open("same").rounds("b / a", SHAPE)).containsExactly(round);
    open("same").add("c / a", SHAPE, round);

    assertThat(open("same").rounds()).isEqualTo(2);
    assertThat(open("same").rounds("c / a", SHAPE)).hasSize(1);
    assertThat(PartialResult.open(folder, new Identity("same", SHAPES), false, told::add).rounds())
        .isZero();
    open("same").add("b / a", SHAPE, round);
    assertThat(open("other").rounds()).isZero();
    assertThat(told)
        .as("nothing is thrown away, nor anything empty kept")
        .satisfiesExactly(
            line -> assertThat(line).endsWith("kept as thorough.partial-1.jsonl"),
            line -> assertThat(line).endsWith("kept as thorough.partial-2.jsonl"));
    assertThat(folder.resolve("thorough.partial-1.jsonl")).content().contains("c / a");
    open("yet another");
    assertThat(told).hasSize(2);
  }

  private PartialResult open(final String identity) {
    return PartialResult.open(folder, new Identity(identity, SHAPES), true, told::add);
  }

  private LadderResult run(
      final List<CompareResult.Config> shapes, final List<Rung> all, final PartialResult partial)
      throws InterruptedException {
    final Progress progress =
        new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), false);
    final Rungs rungs = new Rungs(all, List.of());
    final PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    thorough = new Thorough(rungs, shapes, progress);
    return thorough.run(
        some -> new Ladder(some, WHOLE, new LadderView(nowhere, progress, some.rungs())), partial);
  }

  private Rung rung(final String name, final String parent, final AckServer.Mode mode)
      throws IOException {
    return new Rung(name, parent, "a change", AckServer.command(mode, flags()), false);
  }

  private Path flags() {
    return folder.resolve("flags");
  }
}
