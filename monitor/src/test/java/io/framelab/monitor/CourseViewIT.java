package io.framelab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.codec.Await;
import io.framelab.codec.Once;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the course view draws is what the load generator counted: the packaged jars, a real
 * Prometheus with the repository's file, every panel's expression asked as Grafana asks.
 */
@Once
@Timeout(240)
final class CourseViewIT {
  /** A rate needs its window full of a steady load; how long until then depends on the machine. */
  private static final Duration STEADY_PATIENCE = Duration.ofSeconds(120);

  /** Some scrapes. */
  private static final Duration SCRAPE_PATIENCE = Duration.ofSeconds(30);

  /** A timer, not the machine, then sets the pace, so the rate stays steady on a busy one. */
  private static final String SERVICE_TIME = "wait:20ms";

  private static final double TOLERANCE_PERCENT = 2;
  private static final int SAMPLES_IN_WINDOW = 3;

  /** The window of the course's rates, and what it is here: as many scrapes, in less time. */
  private static final String WINDOW = "[15s]";

  private static final String SHORT_WINDOW = "[%ds]".formatted(3 * PrometheusProgram.SCRAPE_S);

  private final Dashboard course = Dashboard.read(RepositoryFiles.COURSE);

  @TempDir private Path folder;

  CourseViewIT() throws Exception {}

  @Test
  void shouldDrawWhatTheGeneratorCountedWhenAServerIsUnderLoad() throws Exception {
    final Path program = prometheusOrSkip();
    final int loadPort = Http.freePort();
    try (ServerProgram server = ServerProgram.start(folder, "--service-time", SERVICE_TIME);
        PrometheusProgram prometheus =
            PrometheusProgram.start(program, folder, server.metricsPort(), loadPort);
        LoadProgram load = LoadProgram.start(folder, server, loadPort)) {
      Await.untilPassed(STEADY_PATIENCE, () -> assertRates(prometheus));
      final JsonNode verified = load.stopAndVerify();
      Await.untilPassed(SCRAPE_PATIENCE, () -> assertTotals(prometheus, verified));
    }
  }

  /** Both sides at the same time, each over its own three scrapes. */
  private void assertRates(final PrometheusProgram prometheus) throws Exception {
    final double now = now();
    for (final String metric : new String[] {"tcp_load_acked_total", "tcp_server_req_recv_total"}) {
      assertThat(prometheus.query("count_over_time(" + metric + SHORT_WINDOW + ")", now))
          .isGreaterThanOrEqualTo(SAMPLES_IN_WINDOW);
    }
    final double sent = prometheus.query("rate(tcp_load_sent_total" + SHORT_WINDOW + ")", now);
    final double acked = prometheus.query("rate(tcp_load_acked_total" + SHORT_WINDOW + ")", now);
    assertThat(acked).isPositive();
    assertThat(prometheus.query(rate("req_recv_rate"), now))
        .isCloseTo(sent, withinPercentage(TOLERANCE_PERCENT));
    assertThat(prometheus.query(rate("rsp_send_rate"), now))
        .isCloseTo(acked, withinPercentage(TOLERANCE_PERCENT));
    assertThat(prometheus.query(course.exprOf("client_connected"), now))
        .isEqualTo(LoadProgram.CONNECTIONS);
  }

  private String rate(final String title) {
    final String expr = course.exprOf(title);
    assertThat(expr).contains(WINDOW);
    return expr.replace(WINDOW, SHORT_WINDOW);
  }

  /** Nothing is on its way any more, so there is nothing to tolerate. */
  private void assertTotals(final PrometheusProgram prometheus, final JsonNode verified)
      throws Exception {
    final double now = now();
    assertThat(prometheus.query("tcp_server_req_recv_total", now))
        .isEqualTo(verified.get("sent").asDouble());
    assertThat(prometheus.query("tcp_server_rsp_send_total", now))
        .isEqualTo(verified.get("acked").asDouble())
        .isEqualTo(verified.get("sent").asDouble());
    assertThat(prometheus.query(course.exprOf("client_connected"), now)).isZero();
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }

  private static Path prometheusOrSkip() {
    final Optional<Path> program = PrometheusProgram.find("prometheus");
    if (program.isEmpty()) {
      System.err.println(
          "SKIPPED CourseViewIT: no prometheus on the PATH (Debian: apt-get install prometheus)");
    }
    assumeThat(program).as("prometheus is on the PATH").isPresent();
    return program.orElseThrow();
  }
}
