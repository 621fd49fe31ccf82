package io.framelab.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ServerMetricsTest {
  private static final BuildLabels LABELS =
      new BuildLabels("1.0", "abc1234", "17.0.15", "buffered", "blocking", "jvm");

  /** Made when the collectors first pause, by cause: a closed set, but not known beforehand. */
  private static final String GC_PAUSES = "jvm_gc_";

  private final ServerCounters counters = new ServerCounters();
  private final CounterShard shard = counters.newShard();
  private final AtomicBoolean draining = new AtomicBoolean();
  private ServerMetrics metrics;
  private HttpEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    metrics = new ServerMetrics(counters, LABELS, new AllocatedBytes(), () -> 7, draining::get);
    endpoint =
        HttpEndpoint.start(
            Http.FREE_PORT, Map.of("/metrics", () -> Reply.metrics(metrics.scrape())));
  }

  @AfterEach
  void stop() {
    endpoint.close();
    metrics.close();
  }

  @Test
  void shouldExposeExactlyTheseSeriesWhenScraped() throws Exception {
    assertThat(scrape().seriesOf("tcp_"))
        .containsExactlyInAnyOrder(
            """
            tcp_server_allocated_bytes_total{engine="buffered",threads="io"}
            tcp_server_allocated_bytes_total{engine="buffered",threads="other"}
            tcp_server_build_info{allocator="jvm",commit="abc1234",engine="buffered",jdk="17.0.15",transport="blocking",version="1.0"}
            tcp_server_client_connected{engine="buffered"}
            tcp_server_connections_accepted_total{engine="buffered"}
            tcp_server_connections_closed_total{engine="buffered",reason="drain"}
            tcp_server_connections_closed_total{engine="buffered",reason="error"}
            tcp_server_connections_closed_total{engine="buffered",reason="frame_timeout"}
            tcp_server_connections_closed_total{engine="buffered",reason="idle"}
            tcp_server_connections_closed_total{engine="buffered",reason="peer"}
            tcp_server_connections_closed_total{engine="buffered",reason="protocol"}
            tcp_server_connections_closed_total{engine="buffered",reason="slow_consumer"}
            tcp_server_connections_rejected_total{engine="buffered",reason="accept_rate"}
            tcp_server_connections_rejected_total{engine="buffered",reason="max_conns"}
            tcp_server_connections_rejected_total{engine="buffered",reason="per_ip"}
            tcp_server_draining{engine="buffered"}
            tcp_server_frames_per_flush_count{engine="buffered"}
            tcp_server_frames_per_flush_sum{engine="buffered"}
            tcp_server_frames_per_read_count{engine="buffered"}
            tcp_server_frames_per_read_sum{engine="buffered"}
            tcp_server_inflight{engine="buffered"}
            tcp_server_late_answers_total{engine="buffered"}
            tcp_server_profiles_kept_total{engine="buffered",trigger="cpu"}
            tcp_server_profiles_kept_total{engine="buffered",trigger="heap"}
            tcp_server_profiles_kept_total{engine="buffered",trigger="lag"}
            tcp_server_profiles_kept_total{engine="buffered",trigger="threads"}
            tcp_server_profiles_skipped_total{engine="buffered",trigger="cpu"}
            tcp_server_profiles_skipped_total{engine="buffered",trigger="heap"}
            tcp_server_profiles_skipped_total{engine="buffered",trigger="lag"}
            tcp_server_profiles_skipped_total{engine="buffered",trigger="threads"}
            tcp_server_protocol_errors_total{engine="buffered",reason="length_too_large"}
            tcp_server_protocol_errors_total{engine="buffered",reason="length_too_small"}
            tcp_server_protocol_errors_total{engine="buffered",reason="looks_like_http"}
            tcp_server_protocol_errors_total{engine="buffered",reason="looks_like_tls"}
            tcp_server_protocol_errors_total{engine="buffered",reason="second_conn"}
            tcp_server_protocol_errors_total{engine="buffered",reason="server_command"}
            tcp_server_protocol_errors_total{engine="buffered",reason="unknown_command"}
            tcp_server_reads_paused{engine="buffered"}
            tcp_server_received_bytes_total{engine="buffered"}
            tcp_server_req_recv_total{engine="buffered"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="5.0E-5"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="1.0E-4"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="2.5E-4"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="5.0E-4"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="0.001"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="0.0025"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="0.005"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="0.01"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="0.025"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="0.1"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="0.25"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="1.0"}
            tcp_server_request_duration_seconds_bucket{engine="buffered",le="+Inf"}
            tcp_server_request_duration_seconds_count{engine="buffered"}
            tcp_server_request_duration_seconds_sum{engine="buffered"}
            tcp_server_rsp_send_total{engine="buffered"}
            tcp_server_sent_bytes_total{engine="buffered"}
            tcp_server_submit_total{engine="buffered",result="busy"}
            tcp_server_submit_total{engine="buffered",result="failed"}
            tcp_server_submit_total{engine="buffered",result="ok"}
            tcp_server_submit_total{engine="buffered",result="rejected"}
            tcp_server_submit_total{engine="buffered",result="unauthenticated"}
            tcp_server_write_pending_bytes{engine="buffered"}"""
                .split("\n"));
  }

  @Test
  void shouldExposeExactlyTheseTypesWhenScraped() throws Exception {
    assertThat(scrape().typesOf("tcp_"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("tcp_server_allocated_bytes_total", "counter"),
                Map.entry("tcp_server_build_info", "gauge"),
                Map.entry("tcp_server_client_connected", "gauge"),
                Map.entry("tcp_server_connections_accepted_total", "counter"),
                Map.entry("tcp_server_connections_closed_total", "counter"),
                Map.entry("tcp_server_connections_rejected_total", "counter"),
                Map.entry("tcp_server_draining", "gauge"),
                Map.entry("tcp_server_frames_per_flush", "summary"),
                Map.entry("tcp_server_frames_per_read", "summary"),
                Map.entry("tcp_server_inflight", "gauge"),
                Map.entry("tcp_server_late_answers_total", "counter"),
                Map.entry("tcp_server_profiles_kept_total", "counter"),
                Map.entry("tcp_server_profiles_skipped_total", "counter"),
                Map.entry("tcp_server_protocol_errors_total", "counter"),
                Map.entry("tcp_server_reads_paused", "gauge"),
                Map.entry("tcp_server_received_bytes_total", "counter"),
                Map.entry("tcp_server_req_recv_total", "counter"),
                Map.entry("tcp_server_request_duration_seconds", "histogram"),
                Map.entry("tcp_server_rsp_send_total", "counter"),
                Map.entry("tcp_server_sent_bytes_total", "counter"),
                Map.entry("tcp_server_submit_total", "counter"),
                Map.entry("tcp_server_write_pending_bytes", "gauge")));
  }

  @Test
  void shouldExposeJvmAndProcessWithTheEngineWhenScraped() throws Exception {
    final Exposition exposition = scrape();
    assertThat(exposition.series())
        .allMatch(series -> series.contains("engine=\"buffered\""))
        .contains(
            "jvm_threads_live_threads{engine=\"buffered\"}",
            "process_cpu_usage{engine=\"buffered\"}",
            "process_files_open_files{engine=\"buffered\"}",
            "process_uptime_seconds{engine=\"buffered\"}");
    assertThat(exposition.seriesOf("jvm_memory_used_bytes")).isNotEmpty();
    assertThat(exposition.seriesOf("jvm_gc_memory_allocated_bytes_total")).isNotEmpty();
  }

  @Test
  void shouldNotGrowWhenScrapedAgainAfterWork() throws Exception {
    final Exposition before = scrape();
    for (final ServerCounter counter : ServerCounter.values()) {
      shard.add(counter, 3);
    }
    shard.addRequests(1, 1);
    counters.newShard().add(ServerCounter.REQ_RECV, 1);
    final Exposition after = scrape();
    assertThat(after.series().stream().filter(series -> !series.startsWith(GC_PAUSES)))
        .containsExactlyElementsOf(
            before.series().stream().filter(series -> !series.startsWith(GC_PAUSES)).toList());
  }

  @Test
  void shouldSumShardsWhenThreadsComeAndGo() throws Exception {
    final CounterShard ending = counters.newShard();
    shard.add(ServerCounter.REQ_RECV, 3_000_000_000L);
    ending.add(ServerCounter.REQ_RECV, 5);
    counters.retire(ending);
    counters.retire(ending);
    assertThat(scrape().value("tcp_server_req_recv_total{engine=\"buffered\"}"))
        .isEqualTo(3_000_000_005.0);
  }

  @Test
  void shouldSumTheTimesOfRequestsWhenThreadsComeAndGo() throws Exception {
    final CounterShard ending = counters.newShard();
    shard.addRequests(50_000, 90);
    shard.addRequests(50_001, 9);
    ending.addRequests(2_000_000_000L, 1);
    counters.retire(ending);
    final Exposition exposition = scrape();
    assertThat(requests(exposition, "_bucket{engine=\"buffered\",le=\"5.0E-5\"}")).isEqualTo(90);
    assertThat(requests(exposition, "_bucket{engine=\"buffered\",le=\"1.0E-4\"}")).isEqualTo(99);
    assertThat(requests(exposition, "_bucket{engine=\"buffered\",le=\"1.0\"}")).isEqualTo(99);
    assertThat(requests(exposition, "_bucket{engine=\"buffered\",le=\"+Inf\"}")).isEqualTo(100);
    assertThat(requests(exposition, "_count{engine=\"buffered\"}")).isEqualTo(100);
    assertThat(requests(exposition, "_sum{engine=\"buffered\"}"))
        .isCloseTo(2.004950009, within(1e-9));
  }

  private static double requests(final Exposition exposition, final String series) {
    return exposition.value("tcp_server_request_duration_seconds" + series);
  }

  @Test
  void shouldKnowWhoIsConnectedWhenSomeHaveLeft() throws Exception {
    shard.add(ServerCounter.ACCEPTED, 10);
    shard.add(ServerCounter.CLOSED_PEER, 1);
    shard.add(ServerCounter.CLOSED_PROTOCOL, 2);
    shard.add(ServerCounter.CLOSED_DRAIN, 3);
    assertThat(scrape().value("tcp_server_client_connected{engine=\"buffered\"}")).isEqualTo(4);
  }

  @Test
  void shouldAskTheServerWhenScraped() throws Exception {
    assertThat(scrape().value("tcp_server_late_answers_total{engine=\"buffered\"}")).isEqualTo(7);
    assertThat(scrape().value("tcp_server_draining{engine=\"buffered\"}")).isZero();
    draining.set(true);
    assertThat(scrape().value("tcp_server_draining{engine=\"buffered\"}")).isEqualTo(1);
  }

  @Test
  void shouldShowTheWorkersQueueWhenThereAreWorkers() throws Exception {
    final String series = "tcp_server_worker_queue_depth{engine=\"buffered\"}";
    final AtomicInteger depth = new AtomicInteger(3);
    metrics.showWorkerQueue(depth::get);
    final Exposition exposition = scrape();
    assertThat(exposition.typesOf("tcp_server_worker"))
        .isEqualTo(Map.of("tcp_server_worker_queue_depth", "gauge"));
    assertThat(exposition.value(series)).isEqualTo(3);
    depth.set(0);
    assertThat(scrape().value(series)).isZero();
  }

  private Exposition scrape() throws IOException, InterruptedException {
    return new Exposition(Http.get(endpoint, "/metrics").body());
  }
}
