package io.framelab.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files under test, as they stand in the repository. */
final class RepositoryFiles {
  /** Maven runs tests in the module's folder. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static final Path COMPOSE = ROOT.resolve("docker-compose.yml");
  static final Path DOCKERFILE = ROOT.resolve("Dockerfile");
  static final Path PROMETHEUS_CONFIG = ROOT.resolve("monitor/prometheus/prometheus.yml");
  static final Path PROVISIONING = ROOT.resolve("monitor/grafana/provisioning");
  static final Path DASHBOARDS = ROOT.resolve("monitor/grafana/dashboards");
  static final Path COURSE = DASHBOARDS.resolve("course.json");
  static final Path SERVER_JAR = ROOT.resolve("server/target/framelab-server.jar");
  static final Path LOADGEN_JAR = ROOT.resolve("client-loadgen/target/framelab-loadgen.jar");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private RepositoryFiles() {}

  static JsonNode json(final Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  static JsonNode json(final String text) throws IOException {
    return JSON.readTree(text);
  }

  static JsonNode yaml(final Path file) throws IOException {
    return YAML.readTree(file.toFile());
  }

  static String text(final Path file) throws IOException {
    return Files.readString(file);
  }
}
