package io.framelab.benchmarks.ladder.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.process.Rung;
import io.framelab.benchmarks.process.SyscallSlice;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderResultTest {
  @Test
  void shouldHaveNoFiguresOfAServerThatFailedLater() {
    final Rung unbuffered = new Rung("unbuffered", null, "the baseline", List.of(), true);
    final List<ServerFacts> servers =
        List.of(
            ServerFacts.of(unbuffered, "broke the protocol: x"),
            Ladders.RESULT.servers().get(1),
            Ladders.RESULT.servers().get(2));

    final LadderResult result =
        LadderResult.of(
            Instant.EPOCH,
            Ladders.RESULT.env(),
            Ladders.CONFIG,
            servers,
            List.of("noted"),
            Ladders.RESULT.runs());

    assertThat(result.summary().get(0).acksPerSec()).isNull();
    assertThat(result.summary().get(1).acksPerSec()).isNotNull();
    assertThat(result.summary().get(1).ratioToParent()).as("over what failed").isNull();
    assertThat(result.runs()).as("what was seen").isEqualTo(Ladders.RESULT.runs());
    assertThat(result.notes())
        .containsExactly("noted", SyscallSlice.METHOD, SyscallSlice.NOT_COUNTED + "perf not found");
  }
}
