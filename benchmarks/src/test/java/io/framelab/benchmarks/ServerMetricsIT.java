package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framelab.cli.ExitCode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server's own request times, as the packaged load generator sets them beside its own. */
@Timeout(120)
class ServerMetricsIT {
  private static final Pattern READY = Pattern.compile("ready port=(\\d+) metrics=(\\d+) .*");
  private static final long SERVICE_NS = 20_000_000;
  private static final int REQUESTS = 20;

  @TempDir private Path folder;
  private Process server;
  private String[] ports;

  @BeforeEach
  void serve() throws IOException {
    final File stderr = folder.resolve("server.err").toFile();
    server =
        new ProcessBuilder(
                JarRun.JAVA,
                "-jar",
                JarRun.SERVER.toString(),
                "--port=0",
                "--metrics=0",
                "--service-time=busy:20ms")
            .redirectError(stderr)
            .start();
    final String line =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    final Matcher ready = READY.matcher(String.valueOf(line));
    assertThat(ready.matches()).as(line).isTrue();
    ports = new String[] {ready.group(1), ready.group(2)};
  }

  @AfterEach
  void stop() {
    server.destroyForcibly();
  }

  @Test
  void shouldHoldTheServersHistogramWhenItIsAskedForJson()
      throws IOException, InterruptedException {
    load("-f", "json", "-o", "load.json");

    final JsonNode result = new ObjectMapper().readTree(folder.resolve("load.json").toFile());
    final JsonNode times = result.at("/server/requestNs");
    // The server counts the last request when its ack has left already.
    assertThat(times.get("count").asInt()).isBetween(REQUESTS - 1, REQUESTS);
    assertThat(times.get("mean").asLong()).isGreaterThanOrEqualTo(SERVICE_NS);
    final List<Long> fast = new ArrayList<>();
    for (final JsonNode bucket : times.get("buckets")) {
      if (!bucket.get("upTo").isNull() && bucket.get("upTo").asLong() < SERVICE_NS) {
        fast.add(bucket.get("count").asLong());
      }
    }
    assertThat(fast).isNotEmpty().containsOnly(0L);
    assertThat(result.get("notes").toString()).doesNotContain("tcp_server_");
  }

  @Test
  void shouldTellTheServersTimesInALine() throws IOException, InterruptedException {
    assertThat(load())
        .contains("; its own request time p50 <= ")
        .doesNotContain("the server's metrics have no");
  }

  private String load(final String... more) throws IOException, InterruptedException {
    final List<String> args =
        new ArrayList<>(
            List.of(
                "127.0.0.1:" + ports[0],
                "--connections=1",
                "--window=1",
                "--requests=" + REQUESTS,
                "--server-metrics=http://127.0.0.1:" + ports[1] + "/metrics"));
    args.addAll(List.of(more));
    final JarRun run = JarRun.of(folder, JarRun.LOADGEN, null, args.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.OK);
    return run.output();
  }
}
