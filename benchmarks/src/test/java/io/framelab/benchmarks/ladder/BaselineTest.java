package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framelab.benchmarks.compare.Slices;
import io.framelab.benchmarks.ladder.result.LadderResult;
import io.framelab.benchmarks.ladder.result.Ladders;
import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.stats.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  private static final Set<String> PLANNED = Set.of("b / a (c=100 w=100 s=18)");

  @TempDir private Path folder;

  @Test
  void shouldStillFindAStepWorseWhenTheNewResultReplacedItsFile() throws IOException {
    final Path file = write("ladder.json", Slices.result("b / a", 0.5, 0.501, 0.499));
    final Baseline baseline = Baseline.read(file, PLANNED);

    write("ladder.json", Slices.result("b / a", 0.9, 0.901, 0.899));

    assertThat(baseline.judge(file).comparisons())
        .extracting(Comparison::verdict)
        .containsExactly(Verdict.WORSE);
    assertThat(baseline.notes(file)).isEmpty();
  }

  @Test
  void shouldSayWhatWasNotMeasuredAlikeAndWhatIsMissing() throws IOException {
    final Path older = write("older.json", Slices.result("b / a", 0.5, 0.501, 0.499));
    final Path newer = write("newer.json", Slices.result("c / a", 0.5, 0.501, 0.499));
    Files.writeString(newer, Files.readString(newer).replace("17.0.1", "25.0.3"));

    final Baseline baseline = Baseline.read(older, PLANNED);

    assertThat(baseline.judge(newer).comparisons()).isEmpty();
    assertThat(baseline.notes(newer))
        .containsExactly(
            "not measured alike: JDK: 17.0.1 then, 25.0.3 now",
            "not judged, for the new result does not have it: b / a (c=100 w=100 s=18)",
            "not judged, for the baseline does not have it: c / a (c=100 w=100 s=18)");
  }

  @Test
  void shouldSayWhenTheServersRanOnOtherFlags() throws IOException {
    final LadderResult settled =
        Ladders.RESULT.settled(
            Slices.result("b / a", 1, 1).config(),
            Slices.result("b / a", 1, 1).comparisons(),
            null,
            List.of());
    final Path older = Files.writeString(folder.resolve("o.json"), ResultFiles.json(settled));
    final Path newer =
        Files.writeString(
            folder.resolve("n.json"), ResultFiles.json(settled).replace("-Xmx1g", "-Xmx2g"));

    assertThat(Baseline.read(older, PLANNED).notes(newer))
        .containsExactly(
            "not measured alike: flags of the servers' JVMs: [-Xmx1g] then, [-Xmx2g] now");
  }

  @Test
  void shouldWarnBeforehandWhenAStepMustBeFarWorseToBeSaidToBe() throws IOException {
    final CompareResult sound = Slices.result("b / a", 0.8, 0.81, 0.79);
    // Slices of A' cost a tenth more than those of A.
    final String doubtful =
        ResultFiles.json(sound).replace("100100000", "110000000").replace("99900000", "110100000");
    final Path file = Files.writeString(folder.resolve("older.json"), doubtful);

    assertThat(Baseline.read(file, PLANNED).doubts())
        .singleElement()
        .asString()
        .contains("b / a (c=100 w=100 s=18)", "A differed from itself", "less than 1.2");
    assertThat(Baseline.read(write("sound.json", sound), PLANNED).doubts()).isEmpty();
  }

  @Test
  void shouldRefuseWhenNothingIsInCommon() throws IOException {
    final Path file = write("older.json", Slices.result("x / y", 1, 1));

    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> Baseline.read(file, PLANNED))
        .withMessageContaining("has none of the steps")
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.USAGE);
  }

  private Path write(final String name, final CompareResult result) throws IOException {
    return Files.writeString(folder.resolve(name), ResultFiles.json(result));
  }
}
