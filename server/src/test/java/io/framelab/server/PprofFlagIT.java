package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the process says and leaves behind when it was started with {@code --pprof}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PprofFlagIT {
  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void shouldSayNothingWhenNobodyElseCanReachTheProfiles() throws Exception {
    try (ServerJar server = ServerJar.start("--pprof", "0")) {
      assertThat(get(server, "cmdline").body()).contains("--pprof\0" + "0");
      assertThat(server.stderr()).isEmpty();
    }
  }

  @Test
  void shouldWarnInOneLineWhenEverybodyCanReachTheProfiles() throws Exception {
    try (ServerJar server = ServerJar.start("--pprof", "0.0.0.0:0")) {
      assertThat(server.stderr())
          .hasLineCount(1)
          .contains("profiles are open to everybody who reaches 0.0.0.0:" + server.pprofPort());
    }
  }

  @Test
  void shouldDrainAndLeaveNothingBehindWhenItIsToldToStopWhileItRecords() throws Exception {
    try (ServerJar server =
        ServerJar.start(List.of("-Djava.io.tmpdir=" + folder), "--pprof", "0")) {
      client.sendAsync(request(server, "profile?seconds=300"), BodyHandlers.discarding());
      Await.until(
          () -> get(server, "").body().contains("the cpu profile is held by"),
          () -> "nothing is recorded");
      server.terminate();
      assertThat(server.awaitExit()).isZero();
      assertThat(folder.toFile().list((in, name) -> name.startsWith("framelab-"))).isEmpty();
      assertThat(server.stderr()).doesNotContain("WARN").doesNotContain("Exception");
    }
  }

  /** As in a runtime that jlink has made of what the server cannot do without. */
  @Test
  void shouldDoEverythingElseWhenThisJavaHasNoFlightRecorder() throws Exception {
    final String modules =
        "java.logging,java.management,java.naming,java.xml,"
            + "jdk.httpserver,jdk.management,jdk.unsupported";
    try (ServerJar server =
        ServerJar.start(List.of("--limit-modules=" + modules), "--pprof", "0")) {
      assertThat(get(server, "").body())
          .contains("<dt>flight recorder</dt><dd>missing: this Java has no module jdk.jfr");
      assertThat(get(server, "profile?seconds=1").statusCode()).isEqualTo(200);
      assertThat(get(server, "goroutine?debug=1").body()).contains("ThreadRoutes.goroutine");
      for (final String target : List.of("mutex?seconds=1", "trace", "flamegraph?event=lock")) {
        final HttpResponse<String> response = get(server, target);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
            .isEqualTo(
                "this Java has no flight recorder: it was made without the module jdk.jfr\n");
      }
      assertThat(server.stderr()).hasLineCount(1).contains("no profile: this Java has no flight");
    }
  }

  private HttpResponse<String> get(final ServerJar server, final String target)
      throws IOException, InterruptedException {
    return client.send(request(server, target), BodyHandlers.ofString());
  }

  private static HttpRequest request(final ServerJar server, final String target) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.pprofPort() + "/debug/pprof/" + target))
        .build();
  }
}
