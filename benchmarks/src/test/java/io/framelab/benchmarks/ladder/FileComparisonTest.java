package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.framelab.cli.CommandRunner;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.stats.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that were kept, compared. */
class FileComparisonTest {
  @TempDir private Path folder;
  private Path a;
  private Path b;

  @BeforeEach
  void nameFiles() {
    a = folder.resolve("a");
    b = folder.resolve("b");
  }

  @Test
  void shouldJudgeFoldersOfLoadByTheirRuns() throws IOException {
    loads(a, 1000, 1010, 990);
    loads(b, 500, 505, 495);

    final CompareResult result = FileComparison.of(a, b);

    assertThat(result.comparisons()).extracting(Comparison::name).containsExactly("acks/s", "p99");
    assertThat(result.comparisons().get(0).ratio()).isCloseTo(0.5, within(0.001));
    assertThat(result.comparisons())
        .extracting(Comparison::verdict)
        .as("half the rate; the same p99")
        .containsExactly(Verdict.WORSE, Verdict.NO_DIFFERENCE);
    assertThat(compare(a, b)).isEqualTo(ExitCode.REGRESSION);
    assertThat(compare(b, a)).isEqualTo(ExitCode.OK);
  }

  @Test
  void shouldSettleNothingWhenThereIsOneRunEach() throws IOException {
    loads(a, 1000);
    loads(b, 500);

    final CompareResult result = FileComparison.of(a.resolve("0.json"), b.resolve("0.json"));

    assertThat(result.comparisons())
        .allSatisfy(it -> assertThat(it.verdict()).isEqualTo(Verdict.NO_DIFFERENCE));
    assertThat(result.notes())
        .singleElement()
        .asString()
        .startsWith("One run each settles nothing");
    assertThat(compare(a.resolve("0.json"), b.resolve("0.json"))).isEqualTo(ExitCode.OK);
  }

  @Test
  void shouldRefuseAnInvalidRun() throws IOException {
    loads(a, 1000);
    Files.createDirectories(b);
    Files.writeString(b.resolve("x.json"), load(1, false));

    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> FileComparison.of(a, b))
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.INVALID_RUN);
  }

  @Test
  void shouldLookIntoTheResultWhenBenchWroteIt() throws IOException {
    Files.writeString(a, jmh("avgt", "[[10, 11], [10.2, 10.9]]"));
    Files.writeString(
        b, "{\"kind\":\"bench\",\"jmh\":" + jmh("avgt", "[[10, 11], [10.2, 10.9]]") + "}");

    assertThat(FileComparison.of(a, b).comparisons()).hasSize(1);
  }

  @Test
  void shouldTakeAForkForASampleWhenItIsJmh() throws IOException {
    Files.writeString(a, jmh("avgt", "[[10, 11], [10.2, 10.9], [10.1, 10.8]]"));
    Files.writeString(b, jmh("avgt", "[[20, 21], [20.2, 20.9], [20.1, 20.8]]"));

    assertThat(FileComparison.of(a, b).comparisons())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).isEqualTo("XBenchmark.run {\"n\":\"1\"} avgt");
              assertThat(it.metric()).isEqualTo("ns/op");
              assertThat(it.verdict()).isEqualTo(Verdict.WORSE);
            });

    Files.writeString(
        a, "{\"jmh\": " + jmh("thrpt", "[[10, 11], [10.2, 10.9], [10.1, 10.8]]") + "}");
    Files.writeString(b, jmh("thrpt", "[[20, 21], [20.2, 20.9], [20.1, 20.8]]"));

    assertThat(FileComparison.of(a, b).comparisons().get(0).verdict()).isEqualTo(Verdict.BETTER);
  }

  @Test
  void shouldCompareTheRatiosOfTwoSittingsBySlices() throws IOException {
    Files.writeString(a, LadderFiles.json(Slices.result("b / a", 0.8, 0.81, 0.79)));
    Files.writeString(b, LadderFiles.json(Slices.result("b / a", 0.9, 0.91, 0.89)));

    assertThat(FileComparison.of(a, b).comparisons())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).isEqualTo("b / a (c=100 w=100 s=18)");
              assertThat(it.ratio()).isCloseTo(0.9 / 0.8, within(0.001));
              assertThat(it.verdict()).isEqualTo(Verdict.WORSE);
            });
    assertThat(FileComparison.of(a, a).comparisons().get(0).verdict())
        .isEqualTo(Verdict.NO_DIFFERENCE);
  }

  @Test
  void shouldClaimNothingAndSayWhyWhenAControlDifferedBeyondChance() throws IOException {
    final String kept = LadderFiles.json(Slices.result("b / a", 0.8, 0.81, 0.79));
    // Slices of A' cost a tenth more than those of A.
    Files.writeString(a, kept.replace("100100000", "110000000").replace("99900000", "110100000"));
    Files.writeString(b, LadderFiles.json(Slices.result("b / a", 0.9, 0.91, 0.89)));

    final CompareResult result = FileComparison.of(a, b);

    assertThat(result.comparisons().get(0).verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    assertThat(result.comparisons().get(0).controlLow()).isGreaterThan(1);
    assertThat(result.notes()).singleElement().asString().contains("A differed from itself");
  }

  @Test
  void shouldRefuseWhenNothingHasACounterpart() throws IOException {
    Files.writeString(a, LadderFiles.json(Slices.result("b / a", 1, 1, 1)));
    Files.writeString(b, LadderFiles.json(Slices.result("c / a", 1, 1, 1)));

    assertThat(compare(a, b)).isEqualTo(ExitCode.USAGE);
    assertThat(compare(a, folder.resolve("none"))).isEqualTo(ExitCode.USAGE);
    assertThat(compare(a, Files.writeString(folder.resolve("x"), "{}"))).isEqualTo(ExitCode.USAGE);
  }

  private static int compare(final Path a, final Path b) {
    return CommandRunner.flagsOnly().run(new CompareMain(), a.toString(), b.toString());
  }

  private static void loads(final Path into, final int... acksPerSec) throws IOException {
    Files.createDirectories(into);
    for (int i = 0; i < acksPerSec.length; i++) {
      Files.writeString(into.resolve(i + ".json"), load(acksPerSec[i], true));
    }
  }

  private static String load(final int acksPerSec, final boolean valid) {
    return """
    {"throughput": {"ackedPerSec": %d}, "latencyNs": {"service": {"p99": 1000}}, "valid": %b,
     "invalidReasons": ["why"]}
    """
        .formatted(acksPerSec, valid);
  }

  private static String jmh(final String mode, final String rawData) {
    return """
    [{"benchmark": "x.y.XBenchmark.run", "mode": "%s", "params": {"n": "1"},
      "primaryMetric": {"scoreUnit": "ns/op", "rawData": %s}}]
    """
        .formatted(mode, rawData);
  }
}
