package io.framelab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.codec.Await;
import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Prometheus that runs the repository's file, but for its ports and its pace. */
final class PrometheusProgram implements AutoCloseable {
  /** Seconds from one scrape to the next, so that nobody waits for five. */
  static final int SCRAPE_S = 2;

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final int port;

  private PrometheusProgram(final ChildProcess process, final int port) {
    this.process = process;
    this.port = port;
  }

  /** Where the PATH has a program. */
  static Optional<Path> find(final String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static PrometheusProgram start(
      final Path program, final Path folder, final int serverPort, final int loadPort)
      throws Exception {
    final Path config = folder.resolve("prometheus.yml");
    Files.writeString(config, config(serverPort, loadPort));
    final int port = Http.freePort();
    final PrometheusProgram prometheus =
        new PrometheusProgram(
            ChildProcess.start(
                folder.resolve("prometheus.stderr"),
                List.of(
                    program.toString(),
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port,
                    "--log.level=warn")),
            port);
    try {
      Await.untilPassed(
          START_PATIENCE, () -> assertThat(Http.get(port, "/-/ready")).contains("is Ready"));
      return prometheus;
    } catch (final Exception | AssertionError e) {
      prometheus.close();
      throw e;
    }
  }

  /** The one value of an expression at a time; fails as a check does if there is not just one. */
  double query(final String expr, final double atSeconds) throws Exception {
    final String encoded = URLEncoder.encode(expr, StandardCharsets.UTF_8);
    final String answer = Http.get(port, "/api/v1/query?query=" + encoded + "&time=" + atSeconds);
    final JsonNode result = RepositoryFiles.json(answer).at("/data/result");
    assertThat(result).as("%s gives %s", expr, answer).hasSize(1);
    return Double.parseDouble(result.at("/0/value/1").asText());
  }

  @Override
  public void close() {
    process.close();
  }

  private static String config(final int serverPort, final int loadPort) throws IOException {
    final String config = RepositoryFiles.text(RepositoryFiles.PROMETHEUS_CONFIG);
    assertThat(config)
        .containsOnlyOnce("localhost:8889")
        .containsOnlyOnce("localhost:8890")
        .containsOnlyOnce("scrape_interval: 5s")
        .containsOnlyOnce("scrape_timeout: 4s");
    return config
        .replace("scrape_interval: 5s", "scrape_interval: " + SCRAPE_S + "s")
        .replace("scrape_timeout: 4s", "scrape_timeout: " + SCRAPE_S + "s")
        .replace("localhost:8889", "localhost:" + serverPort)
        .replace("localhost:8890", "localhost:" + loadPort);
  }
}
