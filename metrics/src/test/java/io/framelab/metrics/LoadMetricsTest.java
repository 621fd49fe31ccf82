package io.framelab.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LoadMetricsTest {
  @Test
  void shouldExposeBothCountersWhenScraped() {
    final AtomicLong acked = new AtomicLong(4);
    try (LoadMetrics metrics = new LoadMetrics(() -> 5, acked::get)) {
      acked.incrementAndGet();
      final Exposition exposition = new Exposition(metrics.scrape());
      assertThat(exposition.series())
          .containsExactlyInAnyOrder("tcp_load_sent_total", "tcp_load_acked_total");
      assertThat(exposition.typesOf("")).containsValue("counter").doesNotContainValue("gauge");
      assertThat(exposition.value("tcp_load_sent_total")).isEqualTo(5);
      assertThat(exposition.value("tcp_load_acked_total")).isEqualTo(5);
    }
  }

  @Test
  void shouldExposeBothClocksAndTheLagWhenTheLoopIsOpen() {
    final LoadTimes response = new LoadTimes();
    final LoadTimes service = new LoadTimes();
    try (LoadMetrics metrics = new LoadMetrics(() -> 0, () -> 0)) {
      metrics.showTimes(response, service, new LoadTimes());
      response.add(2_000_000_000, 1);
      service.add(50_000, 2);
      service.add(50_001, 1);
      final Exposition exposition = new Exposition(metrics.scrape());
      assertThat(exposition.typesOf("tcp_load_"))
          .containsOnly(
              entry("tcp_load_acked_total", "counter"),
              entry("tcp_load_latency_seconds", "histogram"),
              entry("tcp_load_schedule_lag_seconds", "histogram"),
              entry("tcp_load_sent_total", "counter"));
      assertThat(exposition.seriesOf("tcp_load_latency_seconds_bucket{clock=\"response\""))
          .hasSize(RequestTimes.BUCKETS);
      assertThat(exposition.seriesOf("tcp_load_schedule_lag_seconds"))
          .hasSize(RequestTimes.BUCKETS + 2)
          .contains("tcp_load_schedule_lag_seconds_count", "tcp_load_schedule_lag_seconds_sum");
      final String bucket = "tcp_load_latency_seconds_bucket{clock=\"%s\",le=\"%s\"}";
      assertThat(exposition.value(bucket.formatted("service", "5.0E-5"))).isEqualTo(2);
      assertThat(exposition.value(bucket.formatted("service", "1.0E-4"))).isEqualTo(3);
      assertThat(exposition.value(bucket.formatted("response", "1.0"))).isZero();
      assertThat(exposition.value(bucket.formatted("response", "+Inf"))).isEqualTo(1);
      assertThat(exposition.value("tcp_load_latency_seconds_sum{clock=\"response\"}")).isEqualTo(2);
    }
  }

  @Test
  void shouldExposeTheServiceTimeAloneWhenTheLoopIsClosed() {
    try (LoadMetrics metrics = new LoadMetrics(() -> 0, () -> 0)) {
      metrics.showTimes(new LoadTimes());
      assertThat(metrics.scrape())
          .contains("clock=\"service\"")
          .doesNotContain("clock=\"response\"")
          .doesNotContain("tcp_load_schedule_lag_seconds");
    }
  }
}
