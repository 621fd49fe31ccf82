package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged server as a process, on the JDK that runs the test, started as a user would: java
 * -jar.
 */
final class ServerJar implements AutoCloseable {
  private static final long PATIENCE_S = 30;

  /** One for all: each has a thread, and who waits for a figure asks often. */
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final Pattern READY =
      Pattern.compile(
          "ready port=(\\d+) metrics=(\\d+|off) pprof=(\\d+|off) engine=(\\w+) transport=(\\w+)"
              + " threads=(\\w+) pid=(\\d+)");

  private final Process process;
  private final File stderr;
  private final Matcher ready;

  private ServerJar(final Process process, final File stderr, final Matcher ready) {
    this.process = process;
    this.stderr = stderr;
    this.ready = ready;
  }

  /** Starts on free ports and waits for the ready line. */
  static ServerJar start(final String... flags) throws IOException {
    return start(List.of(), flags);
  }

  /** The same, on a JVM with flags of its own. */
  static ServerJar start(final List<String> jvmFlags, final String... flags) throws IOException {
    final List<String> command = command("--port", "0", "--metrics", "0");
    command.addAll(1, jvmFlags);
    command.addAll(List.of(flags));
    return start(new ProcessBuilder(command));
  }

  /** The same, by a command of any kind; the ready line must be the first on its stdout. */
  static ServerJar start(final ProcessBuilder builder) throws IOException {
    final File stderr = File.createTempFile("framelab-server", ".err");
    stderr.deleteOnExit();
    final Process process = builder.redirectError(stderr).start();
    final BufferedReader stdout =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    final String line = stdout.readLine();
    final Matcher ready = READY.matcher(line == null ? "" : line);
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new AssertionError("not ready: " + line + "\n" + Files.readString(stderr.toPath()));
    }
    return new ServerJar(process, stderr, ready);
  }

  /** The command line of the jar. */
  static List<String> command(final String... flags) {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(Path.of("target", "framelab-server.jar").toString());
    command.addAll(List.of(flags));
    return command;
  }

  int port() {
    return Integer.parseInt(ready.group(1));
  }

  int metricsPort() {
    return Integer.parseInt(ready.group(2));
  }

  int pprofPort() {
    return Integer.parseInt(ready.group(3));
  }

  String pprof() {
    return ready.group(3);
  }

  String engine() {
    return ready.group(4);
  }

  String transport() {
    return ready.group(5);
  }

  long pid() {
    return Long.parseLong(ready.group(7));
  }

  String stderr() throws IOException {
    return Files.readString(stderr.toPath());
  }

  /** A series as the server exposes it now; 0 if there is none of that name. */
  double metric(final String series) throws IOException, InterruptedException {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** All series. */
  String metrics() throws IOException, InterruptedException {
    final URI uri = URI.create("http://127.0.0.1:" + metricsPort() + "/metrics");
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The memory of the process that is resident, in bytes; Linux only. */
  long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  /** Sends a signal by its name, such as STOP. */
  void signal(final String name) throws IOException, InterruptedException {
    run("kill", "-" + name, Long.toString(pid()));
  }

  /** All lines of a file of the system's. */
  static List<String> linesOf(final Path file) {
    try {
      return Files.readAllLines(file);
    } catch (final IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Collects its garbage. */
  void collect() throws IOException, InterruptedException {
    final Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    run(jcmd.toString(), Long.toString(pid()), "GC.run");
  }

  private static void run(final String... command) throws IOException, InterruptedException {
    final Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** The exit code, once the process has ended. */
  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).as("the process ends").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
