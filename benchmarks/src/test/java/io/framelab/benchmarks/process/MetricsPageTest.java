package io.framelab.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private static final MetricsPage PAGE =
      new MetricsPage(
          """
          # HELP tcp_server_allocated_bytes_total Heap bytes
          tcp_server_allocated_bytes_total{engine="netty",threads="io"} 1.25E9
          tcp_server_allocated_bytes_total{engine="netty",threads="other"} 7.0
          tcp_server_req_recv_total{engine="netty"} 42.0
          tcp_server_req_recv_total_other 1.0
          """);

  @Test
  void shouldSumTheSeriesOfOneLabelWhenThereAreOthers() throws IOException {
    assertThat(PAGE.sum("tcp_server_allocated_bytes_total", "threads=\"io\"")).isEqualTo(1.25e9);
    assertThat(PAGE.sum("tcp_server_req_recv_total", "")).isEqualTo(42);
  }

  @Test
  void shouldSaySoWhenASeriesIsMissing() {
    assertThatIOException()
        .isThrownBy(() -> PAGE.sum("tcp_server_req_recv", ""))
        .withMessage("the server's metrics have no tcp_server_req_recv");
  }

  @Test
  void shouldFindNothingWhenASeriesIsMissing() {
    assertThat(PAGE.find("tcp_server_req_recv", "")).isEmpty();
    assertThat(PAGE.find("tcp_server_req_recv_total", "engine=\"nio\"")).isEmpty();
  }
}
