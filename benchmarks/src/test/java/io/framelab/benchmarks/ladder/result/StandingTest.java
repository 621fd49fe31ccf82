package io.framelab.benchmarks.ladder.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final List<Run> ALL = Ladders.RESULT.runs();

  @Test
  void shouldCompareRoundByRoundWhenTheParentWasMeasured() {
    final Standing buffered = Standing.of(Ladders.RESULT.servers().get(1), ALL);

    assertThat(buffered.ratioToParent()).isEqualTo(new Spread(3.0, 400.0 / 110));
  }

  @Test
  void shouldCompareWithNobodyWhenTheParentWasNotMeasured() {
    final List<Run> own = ALL.stream().filter(run -> run.name().equals("buffered")).toList();

    assertThat(Standing.of(Ladders.RESULT.servers().get(1), own).ratioToParent()).isNull();
  }
}
