package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import io.framelab.codec.ShortLivedJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the process makes of SIGTERM when something is in the way of a clean drain. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StopSignalIT {
  private static final long PATIENCE_S = 30;
  private static final int TERMINATED = 143;
  private static final byte[] PAYLOAD = {};
  private static final String TEST_CLASSES = Path.of("target", "test-classes").toString();

  /** Longer than any start; the moments of the signal are spread over it. */
  private static final int START_MS = 800;

  @TempDir private Path folder;

  @Test
  @DisplayName("H06: SIGTERM twice: the end at once, with the signal's number")
  void shouldEndAtOnceWithItsNumberOnASecondSignal() throws Exception {
    try (ServerJar server = ServerJar.start("--service-time", "wait:60s");
        RawPeer stuck = RawPeer.connect(server.port())) {
      stuck.submit(1, PAYLOAD);
      awaitSubmit(server);
      server.terminate();
      Await.until(() -> server.stderr().contains("draining"), () -> "the drain did not begin");
      server.terminate();
      assertThat(server.awaitExit()).isEqualTo(TERMINATED);
    }
  }

  @Test
  @DisplayName("H06: an answer that does not come: exit 1 at the deadline")
  void shouldExitOneWhenTheDrainMissesItsDeadline() throws Exception {
    try (ServerJar server = ServerJar.start("--service-time", "wait:60s", "--drain-timeout", "1s");
        RawPeer stuck = RawPeer.connect(server.port())) {
      stuck.submit(1, PAYLOAD);
      awaitSubmit(server);
      server.terminate();
      assertThat(server.awaitExit()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "owned"})
  @DisplayName("H06: a handler that never returns: exit 1 at the deadline")
  void shouldExitOneWhenAHandlerNeverReturns(final String engine) throws Exception {
    try (ServerJar server =
            ServerJar.start(
                "--engine",
                engine,
                "--drain-timeout",
                "500ms",
                "--handler-path",
                TEST_CLASSES,
                "--handler",
                StuckHandler.class.getName());
        RawPeer stuck = RawPeer.connect(server.port())) {
      stuck.submit(1, PAYLOAD);
      Await.until(
          () -> server.stderr().contains(StuckHandler.SAID), () -> "the handler was not called");
      server.terminate();
      assertThat(server.awaitExit()).isEqualTo(1);
      assertThat(server.stderr()).contains("drain timeout over").doesNotContain("Exception");
    }
  }

  @Test
  @DisplayName("H06: SIGTERM while the handler is being made: the end at once, never ready")
  void shouldEndWhenTheSignalComesWhileTheHandlerIsBeingMade() throws Exception {
    final Path stderr = folder.resolve("stderr");
    final Process process =
        start(
            stderr,
            "--handler-path",
            TEST_CLASSES,
            "--handler",
            SlowToStartHandler.class.getName());
    Await.until(
        () -> Files.readString(stderr).contains(SlowToStartHandler.SAID),
        () -> "the handler was not made");
    process.destroy();
    assertThat(exitCode(process)).isEqualTo(TERMINATED);
    assertThat(folder.resolve("stdout")).isEmptyFile();
  }

  @Test
  @DisplayName("H06: SIGTERM at any moment of the start: the end, as killed or as drained")
  void shouldEndWheneverTheSignalComesDuringTheStart() throws Exception {
    final int moments = LongRun.or(4, 40);
    for (int i = 0; i < moments; i++) {
      final Path stderr = folder.resolve("stderr" + i);
      final Process process = start(stderr);
      final boolean endedByItself =
          process.waitFor((long) i * START_MS / moments, TimeUnit.MILLISECONDS);
      process.destroy();
      assertThat(exitCode(process)).as(() -> readable(stderr)).isIn(0, TERMINATED);
      assertThat(endedByItself).isFalse();
    }
  }

  private Process start(final Path stderr, final String... flags) throws IOException {
    final List<String> command = ServerJar.command("--port", "0", "--metrics", "0");
    command.addAll(1, ShortLivedJvm.FLAGS);
    command.addAll(List.of(flags));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("stdout").toFile())
        .redirectError(stderr.toFile())
        .start();
  }

  private static int exitCode(final Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).as("the process ends").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String readable(final Path file) {
    try {
      return Files.readString(file);
    } catch (final IOException e) {
      return e.toString();
    }
  }

  private static void awaitSubmit(final ServerJar server) {
    final HttpRequest scrape =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.metricsPort() + "/metrics"))
            .build();
    final HttpClient client = HttpClient.newHttpClient();
    Await.until(
        () ->
            client
                .send(scrape, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .anyMatch(line -> line.matches("tcp_server_req_recv_total\\S* 1\\.0")),
        () -> "the Submit was not counted");
  }
}
