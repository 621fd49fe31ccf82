package io.framelab.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerCountsTest {
  private static final String ALWAYS =
      """
      tcp_server_allocated_bytes_total{engine="netty",threads="io"} 100.0
      tcp_server_req_recv_total{engine="netty"} 10.0
      """;

  private static final MetricsPage BEFORE =
      new MetricsPage(
          """
          tcp_server_allocated_bytes_total{engine="netty",threads="io"} 100.0
          tcp_server_allocated_bytes_total{engine="netty",threads="other"} 1.0
          tcp_server_req_recv_total{engine="netty"} 10.0
          tcp_server_frames_per_read_count{engine="netty"} 4
          tcp_server_frames_per_read_sum{engine="netty"} 10.0
          tcp_server_frames_per_read_max{engine="netty"} 9.0
          jvm_gc_memory_allocated_bytes_total 0.0
          """);

  private static final MetricsPage AFTER =
      new MetricsPage(
          """
          tcp_server_allocated_bytes_total{engine="netty",threads="io"} 500.0
          tcp_server_allocated_bytes_total{engine="netty",threads="other"} 9.0
          tcp_server_req_recv_total{engine="netty"} 50.0
          tcp_server_frames_per_read_count{engine="netty"} 20
          tcp_server_frames_per_read_sum{engine="netty"} 50.0
          tcp_server_frames_per_read_max{engine="netty"} 9.0
          tcp_server_frames_per_flush_count{engine="netty"} 5
          tcp_server_frames_per_flush_sum{engine="netty"} 50.0
          jvm_gc_memory_allocated_bytes_total 7.0
          jvm_gc_pause_seconds_count{action="end of minor GC",cause="Allocation Failure"} 2
          jvm_gc_pause_seconds_count{action="end of major GC",cause="Ergonomics"} 1
          """);

  @Test
  void shouldCountWhatHappenedBetweenWhenAServerWasScrapedTwice() throws IOException {
    assertThat(ServerCounts.between(BEFORE, AFTER))
        .isEqualTo(new ServerCounts(400L, 40L, 2.5, 10.0, 3L));
  }

  @Test
  void shouldCountNoPausesWhenTheJvmHadNone() throws IOException {
    assertThat(ServerCounts.between(BEFORE, BEFORE).garbageCollections()).isZero();
  }

  @Test
  void shouldMakeUpNothingWhenASeriesIsMissing() throws IOException {
    final MetricsPage page = new MetricsPage(ALWAYS);

    assertThat(ServerCounts.between(page, page))
        .isEqualTo(new ServerCounts(0L, 0L, null, null, null));
  }

  @Test
  void shouldSaySoWhenWhatEveryEngineCountsIsMissing() {
    final MetricsPage empty = new MetricsPage("");

    assertThatIOException()
        .isThrownBy(() -> ServerCounts.between(empty, empty))
        .withMessage("the server's metrics have no tcp_server_allocated_bytes_total");
  }
}
