package io.framelab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.metrics.AllocatedBytes;
import io.framelab.metrics.BuildLabels;
import io.framelab.metrics.ServerCounters;
import io.framelab.metrics.ServerMetrics;
import io.framelab.monitor.Dashboard.Panel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DashboardTest {
  @Test
  void shouldShowTheThreeFiguresOfTheCourseWhenOpened() throws IOException {
    final Dashboard course = Dashboard.read(RepositoryFiles.COURSE);
    assertThat(course.panels())
        .containsExactly(
            new Panel("req_recv_rate", "rate(tcp_server_req_recv_total[15s])"),
            new Panel("rsp_send_rate", "rate(tcp_server_rsp_send_total[15s])"),
            new Panel("client_connected", "tcp_server_client_connected"));
    assertThat(course.json().get("panels")).hasSize(3);
    assertThat(course.json().get("uid").asText()).isEqualTo("framelab-course");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldNameOnlyRealMetricsWhenDrawn(final Path file) throws IOException {
    assertThat(Dashboard.read(file).panels())
        .isNotEmpty()
        .allSatisfy(panel -> assertThat(scrapedNames()).containsAll(panel.metrics()))
        .allSatisfy(panel -> assertThat(panel.metrics()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldNeedNoClickWhenProvisioned(final Path file) throws IOException {
    final JsonNode json = Dashboard.read(file).json();
    assertThat(json.has("__inputs")).isFalse();
    assertThat(json.get("uid").asText()).startsWith("framelab-");
    assertThat(json.get("refresh").asText()).isEqualTo("5s");
    assertThat(json.findValues("datasource"))
        .isNotEmpty()
        .allSatisfy(source -> assertThat(source.get("uid").asText()).isEqualTo(datasourceUid()));
  }

  static List<Path> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(RepositoryFiles.DASHBOARDS)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static String datasourceUid() throws IOException {
    return RepositoryFiles.yaml(RepositoryFiles.PROVISIONING.resolve("datasources/prometheus.yml"))
        .at("/datasources/0/uid")
        .asText();
  }

  private static Set<String> scrapedNames() {
    try (ServerMetrics metrics =
        new ServerMetrics(
            new ServerCounters(),
            new BuildLabels("", "", "", "", "", ""),
            new AllocatedBytes(),
            () -> 0,
            () -> false)) {
      return metrics
          .scrape()
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("[{ ]", 2)[0])
          .collect(Collectors.toSet());
    }
  }
}
