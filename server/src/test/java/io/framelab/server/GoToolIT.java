package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.framelab.codec.Await;
import io.framelab.codec.Once;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles as Go's own tool reads and shows them. */
@Once
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class GoToolIT {
  private static final int PATIENCE_S = 60;
  private static final String METHOD = "HotHandler.burnHere";
  private static final String SOURCE_PATH = "-source_path=" + Path.of("src", "test", "java");

  @TempDir private static Path folder;
  private static Path saved;
  private static Path memory;
  private static String top;
  private static String threads;

  /** Profiles by the tool itself, which keeps them. */
  @BeforeAll
  static void fetch() throws Exception {
    assumeTrue(hasGo(), "there is no go here");
    try (HotServer server = HotServer.start()) {
      top = run("-top", "-seconds", "1", server.url("profile"));
      run("-top", "-seconds", "1", server.url("allocs"));
      threads = run("-top", server.url("goroutine"));
      assertThat(server.stop()).isZero();
    }
    saved = saved("samples.cpu");
    memory = saved("alloc_objects.alloc_space.inuse_objects.inuse_space");
  }

  private static Path saved(final String types) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().contains("." + types + "."))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void shouldShowTheMethodOnTopAndWhatWasProfiled() {
    assertThat(top).contains("File: framelab-server\n", "Type: cpu\n");
    assertThat(first(top)).contains(METHOD);
    assertThat(saved.getFileName().toString()).startsWith("pprof.framelab-server.samples.cpu.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alloc_objects", "alloc_space"})
  void shouldShowTheMethodThatAllocatesOnTop(final String type) throws Exception {
    final String printed = run("-top", "-sample_index=" + type, memory.toString());
    assertThat(printed).contains("Type: " + type + "\n");
    assertThat(first(printed)).contains("HotHandler.allocateHere");
    if (type.equals("alloc_space")) {
      assertThat(run("-top", memory.toString())).as("by default").contains("Type: alloc_space\n");
    }
  }

  @Test
  void shouldShowWhereThreadsAre() {
    assertThat(threads).contains("Type: goroutine\n", "HotHandler.holdAgainAndAgain");
  }

  @Test
  void shouldListTheSourceWithTheTimeOfEachLine() throws Exception {
    assertThat(run("-list", METHOD, SOURCE_PATH, saved.toString()))
        .containsPattern("(?m)^ +[0-9.]+m?s +[0-9.]+m?s .*result = result \\* 31");
  }

  @Test
  void shouldCompareTwoProfiles() throws Exception {
    final String file = saved.toString();
    assertThat(run("-top", "-diff_base", file, file)).contains("Showing nodes accounting for 0");
  }

  @Test
  void shouldShowPagesInABrowser() throws Exception {
    final int port = freePort();
    final Process tool =
        tool("-http=127.0.0.1:" + port, "-no_browser", SOURCE_PATH, saved.toString()).start();
    try {
      final String root = "http://127.0.0.1:" + port + "/ui/";
      Await.until(() -> isThere(root + "top"), () -> "the tool serves no page");
      for (final String page : List.of("top", "flamegraph", "peek?f=burnHere")) {
        assertThat(get(root + page).body()).as(page).contains(METHOD);
      }
      assertThat(get(root + "source?f=burnHere").body()).contains("result = result * 31");
    } finally {
      tool.descendants().forEach(ProcessHandle::destroyForcibly);
      tool.destroyForcibly();
    }
  }

  /** The method that a table begins with. */
  private static String first(final String printed) {
    return printed.lines().dropWhile(line -> !line.contains("flat%")).skip(1).findFirst().get();
  }

  private static boolean hasGo() throws InterruptedException {
    try {
      final Process go = new ProcessBuilder("go", "version").redirectErrorStream(true).start();
      go.getInputStream().readAllBytes();
      return go.waitFor() == 0;
    } catch (final IOException e) {
      return false;
    }
  }

  private static ProcessBuilder tool(final String... arguments) {
    final List<String> command = new ArrayList<>(List.of("go", "tool", "pprof"));
    command.addAll(List.of(arguments));
    final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PPROF_TMPDIR", folder.toString());
    builder.environment().put("HOME", folder.toString());
    builder.redirectOutput(folder.resolve("tool.log").toFile());
    return builder;
  }

  private static String run(final String... arguments) throws Exception {
    final Path printed = folder.resolve("printed");
    final Process tool = tool(arguments).redirectOutput(printed.toFile()).start();
    if (!tool.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
      tool.destroyForcibly();
    }
    assertThat(tool.waitFor()).as(() -> readable(printed)).isZero();
    return readable(printed);
  }

  private static String readable(final Path file) {
    try {
      return Files.readString(file);
    } catch (final IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isThere(final String url) throws InterruptedException {
    try {
      return get(url).statusCode() == 200;
    } catch (final IOException e) {
      return false;
    }
  }

  private static HttpResponse<String> get(final String url)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }
}
