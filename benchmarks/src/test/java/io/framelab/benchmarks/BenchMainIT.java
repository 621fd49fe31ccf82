package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framelab.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The micro-benchmarks as users run them. What they write by themselves is ReportIT's. */
@Timeout(120)
class BenchMainIT {
  private static final String SHORT = "flyweights -f 1 -wi 0 -i 1 -r 50ms ";

  @TempDir private Path folder;

  private JarRun bench(final String args) throws IOException, InterruptedException {
    return JarRun.of(folder, JarRun.BENCHMARKS, null, args.split(" "));
  }

  @Test
  void shouldLeaveItToJmhWhenAListIsWanted() throws IOException, InterruptedException {
    final JarRun run = bench("-l");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).contains("SubmitAckBenchmark.flyweights");
  }

  @Test
  void shouldWriteIntoTheTreeWhenNoPlaceIsNamed() throws IOException, InterruptedException {
    final JarRun run = bench(SHORT.trim());
    assertThat(run.exitCode()).as(run.output()).isZero();
    final JsonNode result =
        new ObjectMapper().readTree(folder.resolve("target/bench/bench.json").toFile());
    assertThat(result.get("kind").asText()).isEqualTo("bench");
    assertThat(result.at("/jmh/0/primaryMetric/rawData/0")).hasSize(1);
  }

  @Test
  void shouldLeaveTheFileToJmhWhenItsOwnFormIsWanted() throws IOException, InterruptedException {
    final JarRun run = bench(SHORT + "-rf json -rff own.json");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(new ObjectMapper().readTree(folder.resolve("own.json").toFile()).isArray()).isTrue();
    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void shouldRefuseInOneLineWhenFlagsAreWrong() throws IOException, InterruptedException {
    for (final String args :
        new String[] {
          "-zzz",
          "no.such.Benchmark",
          "flyweights --out",
          "flyweights --out .",
          "-l --profile",
          "flyweights --profile-time 1s"
        }) {
      final JarRun run = bench(args);
      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.output().lines().filter(line -> line.startsWith("framelab bench: ")))
          .hasSize(1);
      assertThat(run.output()).doesNotContain("\tat ");
    }
  }
}
