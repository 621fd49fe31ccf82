package io.framelab.metrics;

import static org.assertj.core.api.Assertions.assertThat;

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
}
