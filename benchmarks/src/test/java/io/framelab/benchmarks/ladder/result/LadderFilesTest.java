package io.framelab.benchmarks.ladder.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framelab.benchmarks.compare.Slices;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderFilesTest {
  @Test
  void shouldWriteEveryFigureWhenALadderHasEnded(@TempDir final Path folder) throws IOException {
    LadderFiles.write(Ladders.RESULT, folder.resolve("a/b"), "ladder");

    final JsonNode json = new ObjectMapper().readTree(folder.resolve("a/b/ladder.json").toFile());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "schemaVersion",
            "kind",
            "tool",
            "env",
            "startedAt",
            "config",
            "servers",
            "notes",
            "runs",
            "summary");
    assertThat(json.at("/env/jdk").asText()).isEqualTo("17.0.1");
    assertThat(json.at("/tool/commit").asText()).isEqualTo("abc1234");
    assertThat(json.at("/config/window").asInt()).isEqualTo(100);
    assertThat(json.at("/config/loadNs").isMissingNode()).isTrue();
    assertThat(json.at("/config/shape").isMissingNode()).isTrue();
    assertThat(json.at("/servers/0/jvmFlags/0").asText()).isEqualTo("-Xmx1g");
    assertThat(json.at("/servers/0/command").isNull()).isTrue();
    assertThat(json.at("/servers/2/command/1").asText()).isEqualTo("{port}");
    assertThat(json.at("/runs")).hasSize(6);
    assertThat(json.at("/runs/1/acksPerSec").asDouble()).isEqualTo(300_000);
    assertThat(json.at("/runs/1/cpuNsPerRequest").asDouble()).isEqualTo(1_000);
    assertThat(json.at("/runs/1/allocatedBytesPerRequest").asDouble()).isEqualTo(40);
    assertThat(json.at("/runs/1/counted/framesPerFlush").asDouble()).isEqualTo(20);
    assertThat(json.at("/runs/1/syscalls/perRequest").asDouble()).isEqualTo(0.04);
    assertThat(json.at("/runs/1/verify/acked").asLong()).isEqualTo(900_000);
    assertThat(json.at("/runs/2/allocatedBytesPerRequest").isNull()).isTrue();
    assertThat(json.at("/summary/1/ratioToParent/min").asDouble()).isEqualTo(3);
    assertThat(json.at("/summary/2/ratioToParent").isNull()).isTrue();
    assertThat(folder.resolve("a/b/ladder.md")).content().isEqualTo(LadderPage.of(Ladders.RESULT));
  }

  @Test
  void shouldReadWhatItWroteWhenAPageShowsIt(@TempDir final Path folder) throws IOException {
    LadderFiles.write(Ladders.RESULT, folder, "ladder");

    assertThat(LadderFiles.read(folder.resolve("ladder.json"))).isEqualTo(Ladders.RESULT);
    assertThat(KeptResult.read(folder.resolve("ladder.json")).columns(List.of("buffered", "c")))
        .isEqualTo(
            """
            | figure | buffered | c |
            |---|--:|--:|
            | acks/s | 300,000–400,000 | 5,000,000* |
            | CPU ns/request | 900–1,000 | 50 |
            | p50 | 2.00 ms | 2.00 ms |
            | p99 | 9.00 ms | 9.00 ms |
            | syscalls/request | 0.040 | – |
            | frames/read | 1.0–2.0 | – |
            | frames/flush | 20.0 | – |
            | heap B/request | 40.0 | – |
            | GCs | 3 | – |
            | RSS MiB | 100 | – |
            | transport | stream | – |
            | threads | platform | – |

            \\* the load generator used nearly all the CPU that it could have: the server may be able to do more
            """);
  }

  @Test
  void shouldReadWhatItWroteWhenThereAreProfiles(@TempDir final Path folder) throws IOException {
    LadderFiles.write(Ladders.PROFILED, folder, "ladder");

    assertThat(LadderFiles.read(folder.resolve("ladder.json"))).isEqualTo(Ladders.PROFILED);
    assertThat(folder.resolve("ladder.md"))
        .content()
        .contains(
            "| unbuffered | cpu | [flame graph](profiles/unbuffered.cpu.html) |"
                + " [pprof](profiles/unbuffered.cpu.pb.gz) | – |",
            "| [against unbuffered](profiles/buffered-against-unbuffered.alloc.html) |",
            "engine io_uring has no profile: not available: it lacks a ring");
  }

  @Test
  void shouldShowIntervalsAndVerdictsWhenStepsWereSettled(@TempDir final Path folder)
      throws IOException {
    final LadderResult settled =
        Ladders.RESULT.settled(
            Slices.result("buffered / unbuffered", 0.5, 0.501, 0.499).config(),
            List.of(
                Slices.comparison("buffered / unbuffered", 0.5, 0.501, 0.499),
                Slices.comparison("buffered / c", 1, 1.2, 0.9)),
            new RateRuns(
                1000,
                1,
                List.of(
                    new RateRun(
                        "buffered", 1000, 5_000, 6_000, 7_000, 8_000, true, List.of(), false))),
            List.of("more to be noted"));
    LadderFiles.write(settled, folder, "ladder");

    assertThat(LadderFiles.read(folder.resolve("ladder.json"))).isEqualTo(settled);
    final KeptResult kept = KeptResult.read(folder.resolve("ladder.json"));
    assertThat(kept.tables())
        .contains(
            "| buffered | 300,000–400,000 | 900–1,000 | unbuffered | 0.500 [0.497, 0.503] |"
                + " 1.000 [0.997, 1.003] | better | 2.00 ms | 9.00 ms |",
            "| buffered / c | c=100 w=100 s=18 | 1,000.0 | 1,000.0 | 1.026 | [",
            "| no difference |",
            "3 rounds of 2 turns of 500ms",
            "at 1,000/s over all connections",
            "more to be noted");
    assertThat(kept.columns(List.of("unbuffered", "buffered")))
        .contains(
            "| CPU/request over its origin [95 %] | – | 0.500 [0.497, 0.503] |",
            "| against its origin it is | – | better |",
            "| p99.9 at 1,000/s | – | 7.00 us |",
            "| buffered / unbuffered | c=100 w=100 s=18 |")
        .doesNotContain("buffered / c", "times the acks/s");
  }

  @Test
  void shouldSayOfWhatLoadAStepIsWhenItIsNotThatOfTheRow(@TempDir final Path folder)
      throws IOException {
    final Comparison other = atWindow(1);
    final KeptResult kept = kept(folder, List.of(other));

    assertThat(kept.tables())
        .contains(
            "| CPU/request at c=100 w=1 s=18, ratio [95 %] |",
            "of one whole process, under a load other than that of the ratio.");
    assertThat(kept.columns(List.of("unbuffered", "buffered")))
        .contains("| CPU/request over its origin at c=100 w=1 s=18 [95 %] |");
    assertThat(kept(folder, List.of(other, atWindow(100))).tables())
        .as("the load of the row, though it is not the first")
        .contains("| CPU/request, ratio [95 %] |", "| buffered / unbuffered | c=100 w=1 s=18 |");
  }

  private static Comparison atWindow(final int window) {
    final Comparison it = Slices.comparison("buffered / unbuffered", 0.5, 0.501, 0.499);
    return Comparison.ofSlices(
        it.name(),
        it.a(),
        it.b(),
        it.change(),
        new Comparison.Shape(100, window, "18"),
        it.rounds());
  }

  private static KeptResult kept(final Path folder, final List<Comparison> comparisons)
      throws IOException {
    final RateRuns latency =
        new RateRuns(
            1000,
            1,
            List.of(
                new RateRun("unbuffered", 900, 5_000, 6_000, 7_000, 8_000, true, List.of(), true),
                new RateRun(
                    "buffered", 1, 5_000, 6_000, 7_000, 8_000, false, List.of("late"), false)));
    LadderFiles.write(
        Ladders.RESULT.settled(
            Slices.result("b / a", 1, 1).config(), comparisons, latency, List.of()),
        folder,
        "ladder");
    return KeptResult.read(folder.resolve("ladder.json"));
  }

  @Test
  void shouldMarkTimesThatAreNotWhatTheySeem(@TempDir final Path folder) throws IOException {
    final KeptResult kept = kept(folder, List.of(atWindow(100)));

    assertThat(kept.columns(List.of("unbuffered", "buffered")))
        .contains(
            "| p99 at 1,000/s | 6.00 us† | 6.00 us† |",
            "\n† `unbuffered` is server-limited: it did not keep the rate\n",
            "\n† `buffered` is invalid: late\n");
    assertThat(kept.tables()).contains("| unbuffered (server-limited: it did not keep the rate) |");
  }

  @Test
  void shouldFailInOneSentenceWhenAKeptResultIsNone(@TempDir final Path folder) throws IOException {
    final Path file = Files.writeString(folder.resolve("x.json"), "[]");

    assertThatIOException()
        .isThrownBy(() -> KeptResult.read(file))
        .withMessageStartingWith("no ladder's result: ");
  }

  @Test
  void shouldFailInOneSentenceWhenTheFolderIsAFile(@TempDir final Path folder) throws IOException {
    final Path file = Files.createFile(folder.resolve("file"));

    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> LadderFiles.write(Ladders.RESULT, file, "ladder"))
        .withMessageStartingWith("cannot write the result to " + file);
  }
}
