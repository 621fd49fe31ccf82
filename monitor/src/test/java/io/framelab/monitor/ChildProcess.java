package io.framelab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A program that a test started and that ends with the test. Its stderr goes to a file. */
final class ChildProcess implements AutoCloseable {
  /** Far more than any of them needs to end, drain included. */
  private static final long EXIT_TIMEOUT_S = 60;

  private final Process process;
  private final BufferedReader stdout;

  private ChildProcess(final Process process) {
    this.process = process;
    this.stdout = process.inputReader(StandardCharsets.UTF_8);
  }

  static ChildProcess start(final Path stderr, final List<String> command) throws IOException {
    return new ChildProcess(new ProcessBuilder(command).redirectError(stderr.toFile()).start());
  }

  /** Starts a jar on the JDK that runs the test. */
  static ChildProcess startJar(final Path stderr, final Path jar, final String... arguments)
      throws IOException {
    assertThat(jar).as("build the jars first: mvn package").exists();
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(List.of(arguments));
    return start(stderr, command);
  }

  String readLine() throws IOException {
    return stdout.readLine();
  }

  String readAll() {
    return stdout.lines().collect(Collectors.joining("\n"));
  }

  /** As Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    final Process kill = new ProcessBuilder("kill", "-INT", "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** As a supervisor does: SIGTERM. */
  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(EXIT_TIMEOUT_S, TimeUnit.SECONDS)).as("has ended").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
