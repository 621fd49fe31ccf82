package io.framelab.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.framelab.benchmarks.output.ResultFiles;
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
    Files.writeString(a, ResultFiles.json(Slices.result("b / a", 0.8, 0.81, 0.79)));
    Files.writeString(b, ResultFiles.json(Slices.result("b / a", 0.9, 0.91, 0.89)));

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
  void shouldClaimLessAndSayWhyWhenAControlDifferedBeyondChance() throws IOException {
    final String kept = ResultFiles.json(Slices.result("b / a", 0.8, 0.81, 0.79));
    // Slices of A' cost a tenth more than those of A.
    Files.writeString(a, kept.replace("100100000", "110000000").replace("99900000", "110100000"));
    Files.writeString(b, ResultFiles.json(Slices.result("b / a", 0.9, 0.91, 0.89)));

    final CompareResult result = FileComparison.of(a, b);

    assertThat(result.comparisons().get(0).verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    assertThat(result.comparisons().get(0).controlLow()).isGreaterThan(1);
    assertThat(result.notes()).element(0).asString().contains("A differed from itself");
  }

  @Test
  void shouldTakeTheRoundsOfAllSittingsOfAFolder() throws IOException {
    Files.createDirectories(a);
    Files.writeString(a.resolve("1"), "no JSON, not looked at");
    slices(a.resolve("1.json"), "b / a", 0.8, 0.81);
    slices(a.resolve("2.json"), "b / a", 0.9, 0.91);
    slices(b, "b / a", 0.8, 0.81, 0.9, 0.91);

    assertThat(FileComparison.of(a, b).comparisons())
        .singleElement()
        .satisfies(it -> assertThat(it.ratio()).isCloseTo(1, within(0.001)));

    Files.copy(a.resolve("2.json"), a.resolve("3.json"));
    assertRefused("same rounds");
  }

  @Test
  void shouldTakeTheForksOfAllFilesOfAFolder() throws IOException {
    Files.createDirectories(a);
    Files.writeString(a.resolve("1.json"), jmh("avgt", "[[10], [11]]"));
    Files.writeString(a.resolve("2.json"), jmh("avgt", "[[20], [21]]"));
    Files.writeString(b, jmh("avgt", "[[10], [11], [20], [21]]"));

    assertThat(FileComparison.of(a, b).comparisons().get(0).ratio()).isCloseTo(1, within(1e-9));
  }

  @Test
  void shouldRefuseAFolderOfSeveralKinds() throws IOException {
    loads(a, 1000, 1010);
    slices(a.resolve("x.json"), "b / a", 0.8, 0.81);
    loads(b, 1000, 1010);

    assertRefused("several kinds");
  }

  @Test
  void shouldRefuseUnitsThatDiffer() throws IOException {
    Files.writeString(a, jmh("avgt", "[[10], [11]]"));
    Files.writeString(b, jmh("avgt", "[[0.01], [0.011]]").replace("ns/op", "us/op"));

    assertRefused("metric ns/op and us/op");
  }

  @Test
  void shouldRefuseBenchmarksOnAnotherNumberOfThreads() throws IOException {
    final String one = jmh("thrpt", "[[10], [11]]").replace("\"mode\"", "\"threads\": 1, \"mode\"");
    Files.writeString(a, one);
    Files.writeString(b, one.replace("\"threads\": 1", "\"threads\": 2"));

    assertRefused("threads 1 and 2");
  }

  @Test
  void shouldSayWhatWasNotMeasuredAlike() throws IOException {
    final String kept = ResultFiles.json(Slices.result("b / a", 0.8, 0.81, 0.79));
    Files.writeString(a, kept);
    Files.writeString(b, kept.replace("17.0.1", "25.0.3"));

    assertThat(FileComparison.of(a, b).notes())
        .satisfiesExactly(
            note -> assertThat(note).contains("too few to tell (1)"),
            note ->
                assertThat(note).isEqualTo("not measured alike: JDK: 17.0.1 in A, 25.0.3 in B"));
  }

  @Test
  void shouldSayWhereTheFilesOfAFolderWereNotMeasuredAlike() throws IOException {
    Files.createDirectories(a);
    slices(a.resolve("1.json"), "b / a", 0.8, 0.81);
    final String other = ResultFiles.json(Slices.result("b / a", 0.9, 0.91));
    final Path longer = a.resolve("2.json");
    Files.writeString(
        longer,
        other.replace("\"sliceNs\" : 500000000", "\"sliceNs\" : 900000000").replace("6.1", "6.2"));
    slices(b, "b / a", 0.8, 0.81);

    assertThat(FileComparison.of(a, b).notes())
        .filteredOn(note -> note.startsWith("not measured alike"))
        .containsExactly(
            "not measured alike: kernel: 6.1 in %s, 6.2 in %s"
                .formatted(a.resolve("1.json"), longer),
            "not measured alike: ns of a slice: 500000000 in %s, 900000000 in %s"
                .formatted(a.resolve("1.json"), longer));
    assertThat(FileComparison.of(b, longer).notes())
        .contains("not measured alike: ns of a slice: 500000000 in A, 900000000 in B");
  }

  @Test
  void shouldRefuseLoadsOfAnotherShapeOrClock() throws IOException {
    loads(a, 1000, 1010);
    loads(b, 500, 505);
    replaceIn(b, "\"connections\": 1", "\"connections\": 100");
    assertRefused("connections 1 and 100");

    loads(b, 500, 505);
    replaceIn(b, "\"service\"", "\"response\"");
    assertRefused("clock service and response");

    Files.writeString(a.resolve("1.json"), Files.readString(b.resolve("1.json")));
    assertRefused("runs of one folder");
  }

  @Test
  void shouldCompareSamplesOfJmh() throws IOException {
    Files.writeString(a, sampled("[[[[10, 3], [50, 1]]], [[[20, 2]], [[22, 2]]]]"));
    Files.writeString(b, jmh("sample", "[[20], [21]]"));

    assertThat(FileComparison.of(a, b).comparisons().get(0).ratio()).isCloseTo(1, within(1e-9));
  }

  @Test
  void shouldRefuseWhatHoldsNoSamples() throws IOException {
    Files.writeString(b, jmh("avgt", "[[10], [11]]"));
    for (final String forks : new String[] {"[]", "[[10], []]", "[[10], [0]]", "[[\"NaN\"]]"}) {
      Files.writeString(a, jmh("avgt", forks));
      assertThat(compare(a, b)).as(forks).isEqualTo(ExitCode.USAGE);
    }
    final String kept = ResultFiles.json(Slices.result("b / a", 0.9, 0.91));
    Files.writeString(b, kept);
    Files.writeString(a, kept.replace("\"B\"", "\"A\""));
    assertRefused("without a slice of B");
    Files.writeString(a, kept.replaceAll("(?s)\"slices\" ?: ?\\[.*?\\]", "\"slices\": []"));
    assertRefused("without a whole turn");
    Files.writeString(a, kept.replaceAll("\"cpuNs\" ?: ?\\d+", "\"cpuNs\": 0"));
    assertRefused("CPU time");
  }

  private void assertRefused(final String why) {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> FileComparison.of(a, b))
        .withMessageContaining(why)
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.USAGE);
  }

  private static void slices(final Path file, final String name, final double... ratios)
      throws IOException {
    Files.writeString(file, ResultFiles.json(Slices.result(name, ratios)));
  }

  private static void replaceIn(final Path runs, final String from, final String to)
      throws IOException {
    for (final String run : new String[] {"0.json", "1.json"}) {
      final Path file = runs.resolve(run);
      Files.writeString(file, Files.readString(file).replace(from, to));
    }
  }

  private static String sampled(final String histogram) {
    return jmh("sample", histogram).replace("rawData", "rawDataHistogram");
  }

  @Test
  void shouldRefuseWhenNothingHasACounterpart() throws IOException {
    Files.writeString(a, ResultFiles.json(Slices.result("b / a", 1, 1, 1)));
    Files.writeString(b, ResultFiles.json(Slices.result("c / a", 1, 1, 1)));

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
    {"config": {"connections": 1, "window": 100, "rate": null},
     "throughput": {"ackedPerSec": %d}, "latencyNs": {"service": {"p99": 1000}}, "valid": %b,
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
