package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.cli.Target;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentRunsTest {
  private final Histogram times = new Times(false).service;

  @Test
  void shouldTimeEverySubmitFromItsOwnWriteWhenAcksCrossRuns() {
    final SentRuns runs = new SentRuns(100, SentRuns.MAX_RUNS);
    runs.add(10, 1_000);
    runs.add(30, 2_000);
    runs.acknowledge(0, 5, 1_500, times);
    runs.acknowledge(5, 30, 3_000, times);
    assertThat(times.getTotalCount()).isEqualTo(30);
    assertThat(times.getCountAtValue(500)).isEqualTo(5);
    assertThat(times.getCountAtValue(2_000)).isEqualTo(5);
    assertThat(times.getCountAtValue(1_000)).isEqualTo(20);
    assertThat(runs.isEmpty()).isTrue();
  }

  @Test
  void shouldKeepEveryTimeWhenItGrowsInTheMiddleOfTheRing() {
    final SentRuns runs = new SentRuns(1_000, SentRuns.MAX_OPEN_LOOP_RUNS);
    long sent = 0;
    long acked = 0;
    for (int round = 1; round <= 6; round++) {
      for (int i = 0; i < 13 * round; i++) {
        runs.add(sent + 1, 1_000 * sent);
        sent++;
      }
      for (int i = 0; i < 7; i++) {
        assertThat(runs.oldestSentNs()).isEqualTo(1_000 * acked);
        runs.acknowledge(acked, acked + 1, 1_000 * acked + 500, times);
        acked++;
      }
    }
    for (; acked < sent; acked++) {
      runs.acknowledge(acked, acked + 1, 1_000 * acked + 500, times);
    }
    assertThat(runs.isEmpty()).isTrue();
    assertThat(times.getTotalCount()).isEqualTo(times.getCountAtValue(500)).isEqualTo(273);
  }

  @Test
  void shouldRefuseWhatTheHeapCannotHoldInAStall() {
    final LoadConfig config = new LoadConfig(new Target("127.0.0.1", 1));
    config.connections(20_000).window(5_000).rate(new SendRate(1, Arrival.UNIFORM));
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> ConfigCheck.checkHeap(config, 1L << 30))
        .withMessageContaining("--connections '20000': with --window 5000")
        .withMessageContaining("128 KiB")
        .withMessageContaining("room for 4096")
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.USAGE);
    ConfigCheck.checkHeap(config, 8L << 30);
    ConfigCheck.checkHeap(config.window(100), 1L << 27);
  }

  @Test
  void shouldSayWhenItIsFullAndGoOnWhenItIsNot() {
    final SentRuns runs = new SentRuns(0, SentRuns.MAX_RUNS);
    long sequence = 0;
    while (runs.hasRoom()) {
      runs.add(++sequence, sequence);
    }
    assertThat(sequence).isBetween(SentRuns.MAX_RUNS - 2L, (long) SentRuns.MAX_RUNS);
    runs.acknowledge(0, 2, 1_000, times);
    assertThat(runs.hasRoom()).isTrue();
    assertThat(runs.oldestSentNs()).isEqualTo(3);
  }

  @Test
  void shouldHoldEveryWindowWhenEachSubmitIsARun() {
    for (int window = 1; window <= 500; window++) {
      assertThat(fill(window, SentRuns.MAX_RUNS)).isEqualTo(window);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4_095, 4_096, 100_000, SentRuns.MAX_OPEN_LOOP_WINDOW})
  void shouldHoldEveryWindowThatAnOpenLoopMayHave(final int window) {
    final LoadConfig config = new LoadConfig(new Target("127.0.0.1", 1));
    ConfigCheck.check(config.connections(1).window(window).rate(new SendRate(1, Arrival.UNIFORM)));
    assertThat(fill(window, config.maxRuns())).isEqualTo(window);
  }

  /** How many runs of a single Submit it takes, of a whole window. */
  private static int fill(final int window, final int maxRuns) {
    final SentRuns runs = new SentRuns(window, maxRuns);
    int taken = 0;
    while (taken < window && runs.hasRoom()) {
      runs.add(++taken, taken);
    }
    return taken;
  }

  @Test
  void shouldRefuseAWindowThatAnOpenLoopCannotHave() {
    final int window = SentRuns.MAX_OPEN_LOOP_WINDOW + 1;
    final LoadConfig config = new LoadConfig(new Target("127.0.0.1", 1)).connections(1);
    ConfigCheck.check(config.window(window));
    config.rate(new SendRate(1, Arrival.UNIFORM));
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> ConfigCheck.check(config))
        .withMessageStartingWith("--window '131071': with --rate expected 1 to 131070")
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.USAGE);
  }
}
