package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.cli.Target;
import io.framelab.loadgen.report.LoadResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationTest {
  /** 1,000 acks per second, 5 ms each by service time; as an open loop they seem 2 ms late. */
  private static LoadResult result(final boolean openLoop) {
    final FakeClock clock = new FakeClock();
    final FakeTransceiver transceiver = new FakeTransceiver(clock);
    transceiver.lagNs = 2_000_000;
    final LoadConfig config =
        new LoadConfig(new Target("fake", 1)).connections(1).warmupNs(0).durationNs(1_000_000_000L);
    if (openLoop) {
      config.rate(new SendRate(1_000, Arrival.UNIFORM));
    }
    return new LoadRig(config, LoadListener.NONE, clock, transceiver).run();
  }

  @ParameterizedTest
  @CsvSource({
    "p50<5010us, true",
    "p99<5ms, false",
    "max<=6ms, true",
    "' mean > 4ms ', true",
    "min>=6ms, false",
    "acked>=1k, true",
    "acked==1000, true",
    "sent>1k, false",
    "errors==0, true",
    "missing==0, true",
    "busy<1, true",
    "failed==0, true"
  })
  void shouldCompareTheFigureOfAClosedLoop(final String expr, final boolean holds) {
    assertThat(Expectation.parse(expr).judge(result(false)).passed()).isEqualTo(holds);
  }

  @Test
  void shouldSpeakOfResponseTimeWhenTheLoopIsOpen() {
    assertThat(Expectation.parse("p50>6999us").judge(result(true)).passed()).isTrue();
    assertThat(Expectation.parse("p50>6999us").judge(result(false)).passed()).isFalse();
    assertThat(Expectation.parse("p50<1s").judge(result(true)).actual()).isBetween(6.9e6, 7.1e6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "p99", "p99<", "p98<5ms", "p99<5", "p99=5ms", "acked>5ms", "p99<5ms<6ms"})
  void shouldRefuseInOneSentenceWhenItIsNoAssertion(final String expr) {
    assertThatThrownBy(() -> Expectation.parse(expr))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("\n");
  }
}
