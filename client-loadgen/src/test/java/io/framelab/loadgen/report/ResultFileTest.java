package io.framelab.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  /** At the end of a year, with response times of a minute. */
  private static final LoadResult.Interval LONG_ROW =
      new LoadResult.Interval(
          TimeUnit.DAYS.toNanos(365),
          TimeUnit.MINUTES.toNanos(1),
          1e7 / 3,
          1e7 / 3,
          1 << 30,
          TimeUnit.MINUTES.toNanos(1),
          TimeUnit.MINUTES.toNanos(1),
          TimeUnit.MINUTES.toNanos(1),
          TimeUnit.MINUTES.toNanos(1));

  @Test
  void shouldTakeAResultWithAsManyIntervalsAsARunMayHave() throws JsonProcessingException {
    final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    final ObjectNode result = (ObjectNode) mapper.readTree(Results.load("a note"));
    final long without = mapper.writeValueAsString(result).length();
    result.withArray("intervals").addPOJO(LONG_ROW);
    final long row = mapper.writeValueAsString(result).length() - without;
    assertThat(without + row * LoadResult.MAX_INTERVALS).isLessThan(ResultFile.MAX_BYTES);
  }

  @Test
  void shouldKnowTheWayFromThePageToWhatLiesBesideIt(@TempDir final Path folder)
      throws IOException {
    final Path below = Files.createDirectories(folder.resolve("a b:c"));
    final Path file = Files.writeString(below.resolve("x.json"), Results.load("a note"));

    assertThat(ResultFile.read(file, below.resolve("x.html")).folder()).isEmpty();
    assertThat(ResultFile.read(file, folder.resolve("x.html")).folder()).isEqualTo("./a%20b:c/");
    assertThat(ResultFile.read(file, folder.resolve("d/x.html")).folder())
        .isEqualTo("./../a%20b:c/");
  }
}
