package io.framelab.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.Await;
import io.framelab.codec.Once;
import io.framelab.profiling.PprofFile;
import io.framelab.profiling.ProfileDesk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Once
@Timeout(60)
final class PprofServerTest {
  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ProfileDesk desk = new ProfileDesk("framelab-server");
  private PprofServer server;

  @BeforeEach
  void start() throws IOException {
    server = PprofServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), desk);
  }

  @AfterEach
  void stop() {
    server.close();
    desk.close();
  }

  @Test
  void shouldAnswerWithAFileThatTheToolReadsWhenAskedForAProfile() throws Exception {
    final HttpResponse<byte[]> response = get("/debug/pprof/profile?seconds=1");
    assertThat(response.statusCode()).as(() -> text(response)).isEqualTo(200);
    assertHeader(response, "Content-Type", "application/octet-stream");
    assertHeader(response, "Content-Disposition", "attachment; filename=\"profile\"");
    assertHeader(response, "X-Content-Type-Options", "nosniff");
    final PprofFile profile = PprofFile.read(response.body());
    assertThat(profile.sampleTypes()).containsExactly("samples/count", "cpu/nanoseconds");
    assertThat(profile.mappings()).containsEntry(1L, "framelab-server functions files lines");
    assertThat(profile.durationNs()).isGreaterThan(Duration.ofMillis(900).toNanos());
    assertThat(profile.comments()).anyMatch(comment -> comment.startsWith("engine: "));
  }

  @ParameterizedTest
  @CsvSource({
    "allocs?seconds=1, allocs-delta, alloc_space",
    "heap?seconds=1, heap-delta, ''",
    "heap?seconds=1&gc=0, heap-delta, ''",
    "heap, heap, ''"
  })
  void shouldAnswerWithTheFourTypesOfGoWhenAskedForMemory(
      final String target, final String name, final String type) throws Exception {
    final HttpResponse<byte[]> response = get("/debug/pprof/" + target);
    assertThat(response.statusCode()).as(() -> text(response)).isEqualTo(200);
    assertHeader(response, "Content-Type", "application/octet-stream");
    assertHeader(response, "Content-Disposition", "attachment; filename=\"" + name + "\"");
    final PprofFile profile = PprofFile.read(response.body());
    assertThat(profile.sampleTypes())
        .containsExactly(
            "alloc_objects/count", "alloc_space/bytes", "inuse_objects/count", "inuse_space/bytes");
    assertThat(profile.defaultSampleType()).isEqualTo(type);
    assertThat(profile.comments())
        .contains(
            "recorded %d s: objects allocated before are not seen"
                .formatted(target.contains("seconds") ? 1 : 5));
    assertThat(profile.comments().stream().anyMatch(c -> c.startsWith("collected before")))
        .isEqualTo(target.startsWith("heap") && !target.contains("gc=0"));
  }

  @ParameterizedTest
  @CsvSource({
    "block?seconds=1, block-delta",
    "mutex?seconds=1, mutex-delta",
  })
  void shouldAnswerWithTheTypesOfGoWhenAskedWhoWaits(final String target, final String name)
      throws Exception {
    final HttpResponse<byte[]> response = get("/debug/pprof/" + target);
    assertThat(response.statusCode()).as(() -> text(response)).isEqualTo(200);
    assertHeader(response, "Content-Disposition", "attachment; filename=\"" + name + "\"");
    final PprofFile profile = PprofFile.read(response.body());
    assertThat(profile.sampleTypes()).containsExactly("contentions/count", "delay/nanoseconds");
    assertThat(profile.periodType()).isEqualTo("contentions/count");
    assertThat(profile.period()).isEqualTo(1);
    assertThat(profile.comments()).contains("recorded 1 s: what waited before is not seen");
  }

  @Test
  @Once
  void shouldAnswerWithTheTextOfGoWhenAskedForIt() throws Exception {
    final CompletableFuture<HttpResponse<byte[]>> mutex =
        client.sendAsync(request("/debug/pprof/mutex?debug=1"), BodyHandlers.ofByteArray());
    final HttpResponse<byte[]> heap = get("/debug/pprof/heap?debug=1");
    for (final HttpResponse<byte[]> each : List.of(heap, mutex.join())) {
      assertThat(each.statusCode()).as(() -> text(each)).isEqualTo(200);
      assertHeader(each, "Content-Type", "text/plain; charset=utf-8");
      assertThat(text(each)).contains("\n# recorded 5 s: ");
    }
    assertThat(text(heap)).matches("(?s)heap profile: \\d+: \\d+ \\[\\d+: \\d+] @ heap/2\n.*");
    assertThat(text(mutex.join()))
        .startsWith("--- mutex:\ncycles/second=1000000000\nsampling period=1\n");
  }

  @Test
  void shouldIgnoreDebugWhereGoDoes() throws Exception {
    final HttpResponse<byte[]> response = get("/debug/pprof/profile?debug=1&seconds=1");
    assertHeader(response, "Content-Type", "application/octet-stream");
    assertThat(PprofFile.read(response.body()).sampleTypes()).contains("cpu/nanoseconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"goroutine", "threadcreate"})
  void shouldAnswerWithWhatThreadsThereAre(final String name) throws Exception {
    for (final String query : List.of("", "?debug=0", "?debug=some")) {
      final HttpResponse<byte[]> response = get("/debug/pprof/" + name + query);
      assertThat(response.statusCode()).as(() -> text(response)).isEqualTo(200);
      assertHeader(response, "Content-Type", "application/octet-stream");
      assertHeader(response, "Content-Disposition", "attachment; filename=\"" + name + "\"");
      final PprofFile profile = PprofFile.read(response.body());
      assertThat(profile.sampleTypes()).containsExactly(name + "/count");
      assertThat(profile.total(0, "")).isPositive();
    }
    final HttpResponse<byte[]> grouped = get("/debug/pprof/" + name + "?debug=1");
    assertHeader(grouped, "Content-Type", "text/plain; charset=utf-8");
    assertThat(text(grouped)).startsWith(name + " profile: total ").contains("\n#\t0x1\t");
  }

  @Test
  void shouldShowEveryThreadWhenAskedForAllStacks() throws Exception {
    final HttpResponse<byte[]> response = get("/debug/pprof/goroutine?debug=2");
    assertHeader(response, "Content-Type", "text/plain; charset=utf-8");
    assertThat(text(response))
        .containsPattern("(?m)^goroutine \\d+ \\[runnable] \"framelab-pprof\":$")
        .contains("ThreadRoutes.goroutine(...)\n\tio/framelab/server/admin/ThreadRoutes.java:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "alloc", "lock", "wall"})
  void shouldAnswerWithPagesThatABrowserDrawsByItself(final String event) throws Exception {
    final String query = "?seconds=1&event=" + event;
    final HttpResponse<byte[]> nothing = get("/debug/pprof/diff" + query);
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(text(nothing))
        .isEqualTo("there is no flame graph to compare with: ask for flamegraph first\n");
    for (final String target : List.of("flamegraph" + query, "diff?event=" + event)) {
      final HttpResponse<byte[]> page = get("/debug/pprof/" + target);
      assertThat(page.statusCode()).as(() -> text(page)).isEqualTo(200);
      assertHeader(page, "Content-Type", "text/html; charset=utf-8");
      assertThat(text(page)).contains("<canvas").doesNotContain(" src=", "@import", "<link");
    }
    final HttpResponse<byte[]> longer = get("/debug/pprof/diff?seconds=2&event=" + event);
    assertThat(longer.statusCode()).isEqualTo(400);
    assertThat(text(longer)).isEqualTo("the last flame graph is of 1 s: ask for as many\n");
  }

  @Test
  void shouldAnswerWithARecordingWhenAskedForATrace() throws Exception {
    final HttpResponse<byte[]> response = get("/debug/pprof/trace?seconds=0.2");
    assertThat(response.statusCode()).as(() -> text(response)).isEqualTo(200);
    assertHeader(response, "Content-Type", "application/octet-stream");
    assertHeader(response, "Content-Disposition", "attachment; filename=\"trace.jfr\"");
    final Path file = Files.write(folder.resolve("trace.jfr"), response.body());
    assertThat(RecordingFile.readAllEvents(file))
        .extracting(event -> event.getEventType().getName())
        .contains("jdk.JVMInformation", "jdk.GCConfiguration");
  }

  @ParameterizedTest
  @CsvSource({
    "seconds=0.2, 200",
    "seconds=2, 2000",
    "seconds=.5, 500",
    "seconds=300, 300000",
    "seconds=0, 1000",
    "seconds=-3, 1000",
    "seconds=., 1000",
    "seconds=NaN, 1000",
    "other=1, 1000"
  })
  void shouldTakeTheSecondsOfATraceAsGoDoes(final String query, final long millis) {
    final HttpRequestHead request = HttpRequestHead.parse("GET /x?" + query + " HTTP/1.1");
    assertThat(ProfileParameters.ofTrace(request)).hasMillis(millis);
  }

  @Test
  void shouldRecordByTheJdkWhenAsyncProfilerIsBusy() throws Exception {
    try (RawHttp holder = new RawHttp(server.address())) {
      holder.send("GET /debug/pprof/allocs?seconds=30 HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Await.until(() -> isHeldByAsyncProfiler(text(get("/debug/pprof/"))), () -> "nobody holds it");
      final HttpResponse<byte[]> response = get("/debug/pprof/profile?seconds=1");
      assertThat(response.statusCode()).as(() -> text(response)).isEqualTo(200);
      assertThat(PprofFile.read(response.body()).comments())
          .anyMatch(
              comment ->
                  comment.startsWith(
                      "recorded without async-profiler because: async-profiler records one profile"
                          + " at a time: the allocs profile is held by 127.0.0.1:"));
    }
  }

  /** A place is taken a moment before the recorder is. */
  private static boolean isHeldByAsyncProfiler(final String page) {
    return page.contains("the allocs profile is held by 127.0.0.1:")
        && !page.contains("async-profiler was not asked for yet");
  }

  @Test
  void shouldAnswerWithTheRecordingWhenAskedForIt() throws Exception {
    final HttpResponse<byte[]> response = get("/debug/pprof/profile?seconds=1&format=jfr");
    assertThat(response.statusCode()).as(() -> text(response)).isEqualTo(200);
    assertHeader(response, "Content-Disposition", "attachment; filename=\"profile.jfr\"");
    assertThat(text(response)).startsWith("FLR\0");
  }

  @Test
  void shouldSayWhoHoldsTheProfileAndGiveItToTheNextWhenThatOneHasGone() throws Exception {
    final String target = "/debug/pprof/profile?seconds=30&b=<b>";
    try (RawHttp holder = new RawHttp(server.address())) {
      holder.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Await.until(
          () -> text(get("/debug/pprof/")).contains("the cpu profile is held by 127.0.0.1:"),
          () -> "nobody holds it");
      assertThat(text(get("/debug/pprof/"))).contains("b=&lt;b&gt;").doesNotContain("<b>");
      final HttpResponse<byte[]> refused = get("/debug/pprof/profile?seconds=1");
      assertThat(refused.statusCode()).isEqualTo(409);
      assertHeader(refused, "X-Go-Pprof", "1");
      assertThat(text(refused))
          .matches(
              "the cpu profile is held by 127\\.0\\.0\\.1:\\d+ \\(\\Q"
                  + target
                  + "\\E\\), [12]?\\d s left\n");
    }
    Await.until(
        () -> get("/debug/pprof/profile?seconds=1").statusCode() == 200,
        () -> "it is held by somebody who has gone");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "profile?seconds=301      | profile duration exceeds the bound of 300 seconds",
        "profile?seconds=99999    | profile duration exceeds the bound of 300 seconds",
        "profile?format=svg       | invalid value for \"format\" - must be jfr",
        "allocs?seconds=301       | profile duration exceeds the bound of 300 seconds",
        "allocs?seconds=0         | invalid value for \"seconds\" - must be a positive integer",
        "heap?seconds=-1          | invalid value for \"seconds\" - must be a positive integer",
        "heap?seconds=soon        | invalid value for \"seconds\" - must be a positive integer",
        "heap?seconds=5&debug=1   | seconds and debug params are incompatible",
        "trace?seconds=300.5      | profile duration exceeds the bound of 300 seconds",
        "goroutine?seconds=0      | invalid value for \"seconds\" - must be a positive integer",
        "goroutine?seconds=5      | \"seconds\" parameter is not supported for this profile type",
        "threadcreate?seconds=5   | \"seconds\" parameter is not supported for this profile type",
        "flamegraph?event=x       | invalid value for \"event\" - must be cpu, alloc, lock or wall"
      })
  void shouldRefuseParametersThatItCannotHonour(final String target, final String text)
      throws Exception {
    final HttpResponse<byte[]> response = get("/debug/pprof/" + target);
    assertThat(response.statusCode()).isEqualTo(400);
    assertHeader(response, "Content-Type", "text/plain; charset=utf-8");
    assertHeader(response, "X-Go-Pprof", "1");
    assertThat(text(response)).isEqualTo(text + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "seconds=1, 1",
    "seconds=300, 300",
    "seconds=, 30",
    "seconds=0, 30",
    "seconds=-3, 30",
    "seconds=soon, 30",
    "seconds=1.5, 30",
    "seconds=99999999999999999999, 30",
    "other=1, 30"
  })
  void shouldTakeSecondsAsGoDoes(final String query, final long seconds) {
    final HttpRequestHead request = HttpRequestHead.parse("GET /x?" + query + " HTTP/1.1");
    assertThat(ProfileParameters.ofProfile(request)).hasSeconds(seconds);
  }

  @Test
  void shouldAnswerWithTheWordsOfTheCommandLine() throws Exception {
    final HttpResponse<byte[]> response = get("/debug/pprof/cmdline");
    assertHeader(response, "Content-Type", "text/plain; charset=utf-8");
    final Path own = Path.of("/proc/self/cmdline");
    if (Files.exists(own)) {
      assertThat(text(response) + "\0").isEqualTo(Files.readString(own));
    }
    assertThat(text(response).split("\0")[0]).endsWith("java");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void shouldSayThatItHasSymbolsWhenAskedForSome(final String method) throws Exception {
    final HttpResponse<byte[]> response = send(method, "/debug/pprof/symbol", "0x1+0x2");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("num_symbols: 1\n");
  }

  @Test
  void shouldLinkToEveryProfileWhenAskedForTheIndex() throws Exception {
    final HttpResponse<byte[]> response = get("/debug/pprof/");
    assertHeader(response, "Content-Type", "text/html; charset=utf-8");
    assertThat(text(response))
        .contains("\"profile?seconds=5\"", "\"allocs\"", "\"heap\"", "\"cmdline\"", "\"symbol\"")
        .contains("\"flamegraph?event=cpu\"", "\"diff?event=cpu\"")
        .contains("\"block\"", "\"mutex\"", "\"trace?seconds=5\"")
        .contains("\"goroutine?debug=1\"", "\"goroutine?debug=2\"", "\"threadcreate?debug=1\"")
        .contains("Recording now: nothing")
        .contains("http://127.0.0.1:" + server.address().getPort() + "/debug/pprof/profile");
  }

  @Test
  void shouldSayWhatWorksWithoutTryingItWhenAskedForTheIndex() throws Exception {
    final String before = text(get("/debug/pprof/"));
    assertThat(before)
        .contains("<dt>processor</dt>", "; expected, async-profiler was not asked for yet<")
        .contains("<dt>kernel frames</dt>", "<dt>recordings</dt><dd>not made yet; ")
        .contains("<dt>inlined methods</dt><dd>inlined methods and lines may be missing: ")
        .doesNotContain("{{", "flight recorder</dt>")
        .doesNotContainPattern("(src|href)=\"?(https?:)?//");
    assertThat(count(before, "allocs")).isEqualTo("0");
    get("/debug/pprof/allocs?seconds=1");
    final String after = text(get("/debug/pprof/"));
    assertThat(after)
        .containsPattern("<dt>recordings</dt><dd>in /\\S+/framelab-profiles-\\S+ while they last<")
        .doesNotContain("not asked for yet");
    assertThat(count(after, "allocs")).isEqualTo("1");
    assertThat(count(after, "heap")).isEqualTo("0");
    assertThat(count(after, "cmdline")).isEmpty();
    assertThat(Integer.parseInt(count(after, "goroutine\\?debug=1"))).isPositive();
  }

  /** What stands before a profile's name. */
  private static String count(final String page, final String link) {
    final Matcher row =
        Pattern.compile(
                "<td class=\"count\">(\\d*)</td><td class=\"name\"><a href=\"" + link + "\"")
            .matcher(page);
    assertThat(row.find()).isTrue();
    return row.group(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/debug/pprof"})
  void shouldLeadToTheIndex(final String path) throws Exception {
    final HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).isEqualTo(301);
    assertHeader(response, "Location", "/debug/pprof/");
  }

  @Test
  void shouldRefuseWhatThereIsNot() throws Exception {
    assertThat(get("/metrics").statusCode()).isEqualTo(404);
    final HttpResponse<byte[]> unknown = get("/debug/pprof/threads");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertHeader(unknown, "X-Go-Pprof", "1");
    assertThat(text(unknown)).isEqualTo("Unknown profile\n");
    assertThat(send("POST", "/debug/pprof/profile", "").statusCode()).isEqualTo(405);
    assertThat(send("DELETE", "/debug/pprof/symbol", "").statusCode()).isEqualTo(405);
  }

  @Test
  void shouldSayWhichPortWhenItIsTaken() {
    assertThatThrownBy(() -> PprofServer.start(server.address(), desk))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(":" + server.address().getPort() + ": Address already in use");
  }

  private HttpResponse<byte[]> get(final String target) throws IOException, InterruptedException {
    return send("GET", target, "");
  }

  private HttpResponse<byte[]> send(final String method, final String target, final String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(request(target), (name, value) -> true)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private HttpRequest request(final String target) {
    final URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + target);
    return HttpRequest.newBuilder(uri).build();
  }

  private static String text(final HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static void assertHeader(
      final HttpResponse<?> response, final String name, final String value) {
    assertThat(response.headers().firstValue(name)).as(name).contains(value);
  }
}
