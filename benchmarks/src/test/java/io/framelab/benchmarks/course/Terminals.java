package io.framelab.benchmarks.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.ShortLivedJvm;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a reader of docs/PROFILING.md has open: a terminal for the server, one for the load, one for
 * the tool's pages, and one for all other commands, each with bash in it. What starts takes the
 * place of its like; all end with this, and by themselves if nobody ends them.
 */
final class Terminals implements AutoCloseable {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LONGEST_LIFE = "exec timeout -k 5 600 ";

  /**
   * The tool gives up 5 s after one and a half times what it asked for; a busy machine with a fresh
   * JVM may need them all.
   */
  private static final int IMPATIENT_SECONDS = 4;

  private final Path folder;
  private final boolean isShort;
  private final Map<String, String> places = new TreeMap<>();
  private final Map<String, Process> running = new TreeMap<>();
  private final int pages;

  /**
   * Four of these.
   *
   * @param folder for all that commands write.
   * @param isShort whether to record for a second or a few, under a load that has hardly warmed up,
   *     and as fast as can be.
   */
  Terminals(final Path folder, final boolean isShort) throws IOException {
    this.folder = folder;
    this.isShort = isShort;
    final List<Integer> ports = List.of(freePort(), freePort(), freePort());
    pages = ports.get(2);
    places.put("127.0.0.1:8888", "127.0.0.1:" + ports.get(0));
    places.put("--pprof 6060", "--pprof " + ports.get(1) + " --metrics 0 --port " + ports.get(0));
    places.put("localhost:6060", "localhost:" + ports.get(1));
    places.put("-http=:8080", "-http=:" + pages);
    places.put("target/profiles", folder.resolve("profiles").toString());
    if (isShort) {
      places.put("debug/pprof/profile\n", "debug/pprof/profile?seconds=5\n");
      places.put("-d 10m", "-d 10m --warmup 200ms --interval 100ms");
      // a short look at a machine that is slow today has to see enough
      places.put("-R 200k", "-w 100");
    }
    // a graph is drawn by one that keeps it, and shown by one that does nothing
    final Path tools = Files.createDirectory(folder.resolve("tools"));
    tool(tools.resolve("dot"), "cat >'" + folder + "/graph.dot'; echo '<svg></svg>'");
    tool(tools.resolve("browser"), "exit 0");
  }

  private static void tool(final Path file, final String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Enters a command, and waits until it has ended, or does what it is there for.
   *
   * @param typed at its prompt, if it has one.
   * @return all that it printed so far.
   */
  String enter(final String command, final String typed) throws IOException, InterruptedException {
    if (command.startsWith("./framelab serve")) {
      end("load");
      end("serve");
      return begin("serve", command, "ready ");
    }
    if (command.startsWith("./framelab load")) {
      end("load");
      return begin("load", command, "(?s)" + ".*acked/s".repeat(isShort ? 2 : 5));
    }
    if (command.contains(" -http=")) {
      return begin("pages", command, "Serving web UI");
    }
    final Process process = bash("set -o pipefail; " + placed(command), "command", typed);
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(command).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s\n%s", command, printed("command")).isZero();
    return printed("command");
  }

  /** A page of the tool that was last told to serve some. */
  String page(final String path) throws IOException, InterruptedException {
    final HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + pages + path)).build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }

  /** What a command wrote, by its name in the page. */
  Path file(final String name) {
    return folder.resolve("profiles").resolve(name);
  }

  /** The last graph that was to be drawn. */
  Path graph() {
    return folder.resolve("graph.dot");
  }

  private String begin(final String name, final String command, final String done)
      throws IOException {
    final Process process = bash(LONGEST_LIFE + placed(command), name, "");
    running.put(name, process);
    final Pattern pattern = Pattern.compile(done);
    final boolean began =
        Await.within(PATIENCE, () -> !process.isAlive() || pattern.matcher(printed(name)).find());
    assertThat(began && process.isAlive()).as("%s\n%s", command, printed(name)).isTrue();
    return printed(name);
  }

  private Process bash(final String line, final String name, final String typed)
      throws IOException {
    final Path input = Files.writeString(folder.resolve(name + ".in"), typed);
    final ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", line)
            .directory(ROOT.toFile())
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".out").toFile());
    final Map<String, String> environment = builder.environment();
    environment.put("FRAMELAB_SKIP_BUILD", "1");
    environment.put("HOME", folder.toString());
    environment.put("PPROF_TMPDIR", folder.toString());
    environment.put("BROWSER", "browser");
    String path = folder.resolve("tools") + ":" + environment.get("PATH");
    if (isShort) {
      environment.put("FRAMELAB_JAVA", System.getProperty("java.home"));
      environment.put("FRAMELAB_JAVA_OPTS", ShortLivedJvm.OPTIONS);
      path = System.getProperty("java.home") + "/bin:" + path;
    }
    environment.put("PATH", path);
    return builder.start();
  }

  private String placed(final String command) {
    String placed = command + "\n";
    for (final Map.Entry<String, String> place : places.entrySet()) {
      placed = placed.replace(place.getKey(), place.getValue());
    }
    if (isShort) {
      final boolean isImpatient = placed.startsWith("go tool pprof");
      placed = placed.replace("seconds=5", "seconds=" + (isImpatient ? IMPATIENT_SECONDS : 1));
    }
    return placed;
  }

  private String printed(final String name) throws IOException {
    return Files.readString(folder.resolve(name + ".out"));
  }

  private void end(final String name) throws InterruptedException {
    final Process process = running.remove(name);
    if (process != null) {
      process.destroy();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  @Override
  public void close() {
    for (final Process process : running.values()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
