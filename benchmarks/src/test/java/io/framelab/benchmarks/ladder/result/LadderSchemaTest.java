package io.framelab.benchmarks.ladder.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.stats.Goal;
import io.framelab.loadgen.stats.Interval;
import io.framelab.loadgen.stats.Round;
import io.framelab.loadgen.stats.Side;
import io.framelab.loadgen.stats.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ladders write is what the schema of all results says. */
class LadderSchemaTest {
  private static final CompareResult.Config SLICING =
      new CompareResult.Config(2, 1, 0, 500_000_000, 10, 100, "18");

  private static final RateRuns LATENCY =
      new RateRuns(
          1_000, 2, List.of(new RateRun("a", 1_000, 1, 2, 3, 4, false, List.of("late"), true)));

  private static Set<ValidationMessage> problems(final LadderResult result) throws IOException {
    try (InputStream schema = LoadResult.class.getResourceAsStream("result.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(schema)
          .validate(new ObjectMapper().readTree(ResultFiles.json(result)));
    }
  }

  @Test
  void shouldAgreeWithTheSchemaWhenItIsQuick() throws IOException {
    assertThat(problems(Ladders.RESULT)).isEmpty();
  }

  @Test
  void shouldAgreeWithTheSchemaWhenItHasProfiles() throws IOException {
    assertThat(problems(Ladders.PROFILED)).isEmpty();
  }

  @Test
  void shouldAgreeWithTheSchemaWhenItIsThorough() throws IOException {
    final Round round =
        new Round(
            "2026-01-01T00:00:00Z",
            null,
            Stream.of(Side.values())
                .map(side -> new Slice(side, "2026-01-01T00:00:00Z", 1, 10, 100, 60L, 40L))
                .toList());
    final Comparison bySlices =
        Comparison.ofSlices(
            "buffered / unbuffered",
            "unbuffered",
            "buffered",
            "a change",
            new Comparison.Shape(10, 100, "18"),
            List.of(round, round));
    final Comparison byFigures =
        Comparison.ofFigures("f", "a", "b", "score", Interval.ofMean(0.1, 0.2), null, Goal.SMALLER);
    assertThat(
            problems(
                Ladders.RESULT.settled(
                    SLICING, List.of(bySlices, byFigures), LATENCY, List.of("n"))))
        .isEmpty();
  }
}
