package io.framelab.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.benchmarks.output.ResultFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An outsider comes to each of the verdicts, too. */
class RecomputedTest {
  private static final Path RESULTS = Path.of("results");

  /** Before it, nothing was claimed where the interval of the control excluded 1. */
  private static final Instant RULE = Instant.parse("2026-11-21T20:45:00Z");

  @ParameterizedTest
  @CsvSource({
    "0.80,0.81,0.79,BETTER",
    "1.20,1.21,1.19,WORSE",
    "1.00,1.21,0.79,NO_DIFFERENCE",
    // Less than what A differed from itself.
    "1.0005,1.0004,1.0006,NO_DIFFERENCE"
  })
  void shouldAgreeWithWhatIsKept(
      final double first, final double second, final double third, final String verdict)
      throws IOException {
    final JsonNode kept =
        ResultFiles.MAPPER
            .readTree(ResultFiles.json(Slices.result("b / a", first, second, third)))
            .at("/comparisons/0");
    final Recomputed recomputed = Recomputed.of(kept);

    assertThat(kept.get("verdict").asText()).isEqualTo(verdict).isEqualTo(recomputed.verdict());
    assertThat(kept.get("low").asDouble()).isCloseTo(recomputed.low(), within(1e-5));
    assertThat(kept.get("high").asDouble()).isCloseTo(recomputed.high(), within(1e-5));
    assertThat(kept.get("controlLow").asDouble()).isCloseTo(recomputed.controlLow(), within(1e-5));
    assertThat(kept.get("controlHigh").asDouble())
        .isCloseTo(recomputed.controlHigh(), within(1e-5));
  }

  @ParameterizedTest
  @MethodSource("keptResults")
  void shouldFindEveryIntervalOfAKeptResultAnew(final Path file) throws IOException {
    final JsonNode result = ResultFiles.MAPPER.readTree(file.toFile());
    for (final JsonNode kept : result.get("comparisons")) {
      final Recomputed recomputed = Recomputed.of(kept);

      assertThat(kept.get("ratio").asDouble()).isCloseTo(recomputed.ratio(), within(1e-5));
      assertThat(kept.get("low").asDouble()).isCloseTo(recomputed.low(), within(1e-5));
      assertThat(kept.get("high").asDouble()).isCloseTo(recomputed.high(), within(1e-5));
      assertThat(kept.get("controlLow").asDouble())
          .isCloseTo(recomputed.controlLow(), within(1e-5));
      assertThat(kept.get("controlHigh").asDouble())
          .isCloseTo(recomputed.controlHigh(), within(1e-5));
      if (Instant.parse(result.get("startedAt").asText()).isAfter(RULE)) {
        assertThat(kept.get("verdict").asText()).isEqualTo(recomputed.verdict());
      }
    }
  }

  static Stream<Path> keptResults() throws IOException {
    try (Stream<Path> files = Files.list(RESULTS)) {
      return files.filter(RecomputedTest::hasComparisons).sorted().toList().stream();
    }
  }

  private static boolean hasComparisons(final Path file) {
    try {
      return file.toString().endsWith(".json")
          && !ResultFiles.MAPPER.readTree(file.toFile()).path("comparisons").isEmpty();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
