package io.framelab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ComposeTest {
  private JsonNode services;

  @BeforeEach
  void read() throws IOException {
    services = RepositoryFiles.yaml(RepositoryFiles.COMPOSE).get("services");
  }

  @Test
  void shouldStartWhatWatchesWhenNoProfileIsNamed() {
    assertThat(names(false)).containsExactlyInAnyOrder("prometheus", "grafana", "node-exporter");
    assertThat(names(true)).containsExactlyInAnyOrder("server", "load");
    assertThat(services)
        .filteredOn(service -> service.has("profiles"))
        .allSatisfy(service -> assertThat(service.at("/profiles/0").asText()).isEqualTo("all"));
  }

  @Test
  void shouldPinEveryImageWhenItIsNotBuiltHere() {
    assertThat(services)
        .filteredOn(service -> !service.has("build"))
        .hasSize(3)
        .allSatisfy(
            service ->
                assertThat(service.get("image").asText()).matches("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+"));
  }

  @Test
  void shouldReachWhatListensOnLoopbackWhenStarted() {
    assertThat(services)
        .allSatisfy(service -> assertThat(service.get("network_mode").asText()).isEqualTo("host"))
        .allSatisfy(service -> assertThat(service.has("ports")).isFalse());
  }

  @Test
  void shouldBindLoopbackWhenNotToldOtherwise() {
    final String bind = "${FRAMELAB_MONITOR_BIND:-127.0.0.1}";
    assertThat(commandOf("prometheus")).contains("--web.listen-address=" + bind + ":9090");
    assertThat(commandOf("node-exporter")).contains("--web.listen-address=127.0.0.1:9100");
    assertThat(services.at("/grafana/environment/GF_SERVER_HTTP_ADDR").asText()).isEqualTo(bind);
    assertThat(services.at("/grafana/environment/GF_SERVER_HTTP_PORT").asText()).isEqualTo("3000");
  }

  @Test
  void shouldOnlyShowWhenSomebodyVisitsGrafana() {
    final JsonNode environment = services.at("/grafana/environment");
    assertThat(environment.get("GF_AUTH_ANONYMOUS_ENABLED").asText()).isEqualTo("true");
    assertThat(environment.get("GF_AUTH_ANONYMOUS_ORG_ROLE").asText()).isEqualTo("Viewer");
    assertThat(environment.get("GF_AUTH_BASIC_ENABLED").asText()).isEqualTo("false");
    assertThat(environment.get("GF_AUTH_DISABLE_LOGIN_FORM").asText()).isEqualTo("true");
  }

  @Test
  void shouldSayWhetherItWorksWhenStarted() {
    for (final String name : List.of("prometheus", "grafana", "node-exporter", "server")) {
      assertThat(services.get(name).at("/healthcheck/test/0").asText()).as(name).isEqualTo("CMD");
    }
  }

  @Test
  void shouldMountOnlyFilesThatExistWhenStarted() {
    for (final JsonNode service : services) {
      for (final JsonNode volume : service.path("volumes")) {
        final String source = volume.asText().split(":")[0];
        if (source.startsWith("./")) {
          assertThat(RepositoryFiles.ROOT.resolve(source)).exists();
          assertThat(volume.asText()).endsWith(":ro");
        }
      }
    }
  }

  @Test
  void shouldFindTheDashboardsWhenGrafanaStarts() throws IOException {
    final String mounted = "/etc/framelab/dashboards";
    assertThat(services.at("/grafana/volumes").toString())
        .contains("./monitor/grafana/dashboards:" + mounted + ":ro");
    assertThat(
            services.at("/grafana/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH").asText())
        .isEqualTo(mounted + "/course.json");
    assertThat(
            RepositoryFiles.yaml(RepositoryFiles.PROVISIONING.resolve("dashboards/framelab.yml"))
                .at("/providers/0/options/path")
                .asText())
        .isEqualTo(mounted);
  }

  @Test
  void shouldHoldOneJarAndNoRootWhenBuilt() throws IOException {
    final List<String> dockerfile =
        RepositoryFiles.text(RepositoryFiles.DOCKERFILE).lines().toList();
    assertThat(dockerfile)
        .filteredOn(line -> line.startsWith("FROM eclipse-temurin"))
        .hasSize(2)
        .allMatch(line -> line.matches("FROM eclipse-temurin:25\\.[\\d._]+-j(dk|re)-noble AS .*"));
    assertThat(dockerfile).contains("USER 10001:10001");
    for (final String name : names(true)) {
      final String target = services.get(name).at("/build/target").asText();
      final int stage = dockerfile.indexOf("FROM runtime AS " + target);
      assertThat(stage).as(target).isPositive();
      assertThat(dockerfile.get(stage + 1))
          .matches("COPY --from=build /src/[a-z-]+/target/\\S+\\.jar \\S+");
    }
  }

  private List<String> names(final boolean withProfile) {
    final List<String> names = new ArrayList<>();
    for (final Entry<String, JsonNode> service : services.properties()) {
      if (service.getValue().has("profiles") == withProfile) {
        names.add(service.getKey());
      }
    }
    return names;
  }

  private List<String> commandOf(final String service) {
    final List<String> words = new ArrayList<>();
    services.get(service).get("command").forEach(word -> words.add(word.asText()));
    return words;
  }
}
