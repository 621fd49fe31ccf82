package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.metrics.LoadMetrics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTimesTest {
  @Test
  void shouldShowEveryIntervalOfBothClocksWhenScraped() {
    final LiveTimes live = new LiveTimes(true);
    final Times times = new Times(true);
    Times.record(times.service, 50_000, 3);
    Times.record(times.response, 200_000_000, 3);
    Times.record(times.lag, 0, 3);
    try (LoadMetrics metrics = new LoadMetrics(() -> 0, () -> 0)) {
      live.showIn(metrics);
      live.interval(0, 1, times);
      live.interval(1, 2, times);
      assertThat(metrics.scrape())
          .contains("tcp_load_latency_seconds_bucket{clock=\"service\",le=\"5.0E-5\"} 6\n")
          .contains("tcp_load_latency_seconds_bucket{clock=\"response\",le=\"0.1\"} 0\n")
          .contains("tcp_load_latency_seconds_bucket{clock=\"response\",le=\"0.25\"} 6\n")
          .contains("tcp_load_schedule_lag_seconds_count 6\n");
    }
  }

  @Test
  void shouldGoToBothWhenTwoSinksWantTheTimes() {
    final List<String> calls = new ArrayList<>();
    final TimesSink both = sink("a", calls).and(sink("b", calls));
    both.begin(1);
    both.interval(0, 1, new Times(false));
    assertThat(calls).containsExactly("a begins", "b begins", "a gets", "b gets");
  }

  private static TimesSink sink(final String name, final List<String> calls) {
    return new TimesSink() {
      @Override
      public void begin(final long epochMs) {
        calls.add(name + " begins");
      }

      @Override
      public void interval(final long fromNs, final long toNs, final Times times) {
        calls.add(name + " gets");
      }
    };
  }
}
