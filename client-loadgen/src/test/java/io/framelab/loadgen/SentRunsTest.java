package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

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
      final SentRuns runs = new SentRuns(window, SentRuns.MAX_RUNS);
      for (int i = 0; i < window; i++) {
        assertThat(runs.hasRoom()).isTrue();
        runs.add(i + 1, i);
      }
    }
  }
}
