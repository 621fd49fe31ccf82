package io.framelab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.codec.Once;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Once
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

  @Test
  void shouldSatisfyPromtoolWhenItIsInstalled(@TempDir final Path folder) throws Exception {
    final Optional<Path> promtool = PrometheusProgram.find("promtool");
    assumeThat(promtool).as("promtool is on the PATH").isPresent();
    try (ChildProcess check =
        ChildProcess.start(
            folder.resolve("promtool.stderr"),
            List.of(
                promtool.orElseThrow().toString(),
                "check",
                "config",
                RepositoryFiles.PROMETHEUS_CONFIG.toString()))) {
      assertThat(check.readAll()).contains("SUCCESS");
      assertThat(check.exitCode()).isZero();
    }
  }
}
