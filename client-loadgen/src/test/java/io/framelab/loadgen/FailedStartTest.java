package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.Target;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.RunVerdict;
import io.framelab.loadgen.report.TextReport;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedStartTest {
  @Test
  void shouldShowNoTimesWhenThereIsNoConnection() {
    final LoadResult result =
        FailedStart.result(
            new LoadConfig(new Target("127.0.0.1", 1)), Instant.EPOCH, "cannot connect");
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.FAILED);
    assertThat(TextReport.of(result, true).lines())
        .contains("FAILED: cannot connect", "service    \u2013")
        .anyMatch(line -> line.startsWith("errors     connect 1,"));
  }
}
