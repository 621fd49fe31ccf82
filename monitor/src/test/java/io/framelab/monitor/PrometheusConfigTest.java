package io.framelab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PrometheusConfigTest {
  @Test
  void shouldWatchServerGeneratorAndMachineWhenStarted() throws IOException {
    final Map<String, String> targets = new TreeMap<>();
    for (final JsonNode job :
        RepositoryFiles.yaml(RepositoryFiles.PROMETHEUS_CONFIG).get("scrape_configs")) {
      assertThat(job.at("/static_configs/0/targets")).hasSize(1);
      targets.put(job.get("job_name").asText(), job.at("/static_configs/0/targets/0").asText());
    }
    assertThat(targets)
        .isEqualTo(
            Map.of("server", "localhost:8889", "load", "localhost:8890", "node", "localhost:9100"));
  }

  @Test
  void shouldScrapeThriceInTheWindowOfARateWhenStarted() throws IOException {
    final JsonNode global = RepositoryFiles.yaml(RepositoryFiles.PROMETHEUS_CONFIG).get("global");
    assertThat(global.get("scrape_interval").asText()).isEqualTo("5s");
  }
}
