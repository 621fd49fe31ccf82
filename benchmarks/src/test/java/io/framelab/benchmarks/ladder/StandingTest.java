package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.process.Rung;
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

  @Test
  void shouldReverseTheOrderWhenTheRoundIsEven() {
    final List<Rung> rungs =
        List.of(
            new Rung("a", null, null, List.of(), false),
            new Rung("b", null, null, List.of(), false));

    assertThat(Ladder.order(rungs, 1)).isEqualTo(rungs);
    assertThat(Ladder.order(rungs, 2)).extracting(Rung::name).containsExactly("b", "a");
  }
}
