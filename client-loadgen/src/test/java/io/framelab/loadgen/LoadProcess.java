package io.framelab.loadgen;

import io.framelab.codec.ShortLivedJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The packaged jar as a process. */
final class LoadProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target", "framelab-loadgen.jar");

  /**
   * No test loads for longer. Where SIGINT is ignored, as in the background of a script, it is for
   * the JVM, too, and a run that waits for it would never end.
   */
  private static final long MAX_SECONDS = 120;

  private static final Pattern ACKS = Pattern.compile("acked/s [1-9]");

  private final Process process;
  private final Path stdout;
  private final BufferedReader stderr;
  private final List<String> errors = new ArrayList<>();

  private LoadProcess(
      final Path folder, final Map<String, String> environment, final String... args)
      throws IOException {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ShortLivedJvm.FLAGS);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(args));
    stdout = Files.createTempFile(folder, "stdout", ".txt");
    final ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(stdout.toFile());
    builder.environment().putAll(environment);
    process = builder.start();
    CompletableFuture.delayedExecutor(MAX_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    stderr =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  static LoadProcess start(final Path folder, final String... args) throws IOException {
    return new LoadProcess(folder, Map.of(), args);
  }

  static LoadProcess startWith(
      final Path folder, final Map<String, String> environment, final String... args)
      throws IOException {
    return new LoadProcess(folder, environment, args);
  }

  /** Reads stderr up to the first line with these words, and returns that line. */
  String awaitError(final String words) throws IOException {
    return awaitErrorLike(Pattern.compile(Pattern.quote(words)));
  }

  /** Reads stderr up to the line of the first interval in which acks came. */
  void awaitAcks() throws IOException {
    awaitErrorLike(ACKS);
  }

  private String awaitErrorLike(final Pattern words) throws IOException {
    for (String line = stderr.readLine(); line != null; line = stderr.readLine()) {
      errors.add(line);
      if (words.matcher(line).find()) {
        return line;
      }
    }
    throw new AssertionError("never said '" + words + "': " + errors);
  }

  /** For signals. */
  long pid() {
    return process.pid();
  }

  /** As Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  boolean endsWithin(final long ms) throws InterruptedException {
    return process.waitFor(ms, TimeUnit.MILLISECONDS);
  }

  int exitCode() throws IOException, InterruptedException {
    for (String line = stderr.readLine(); line != null; line = stderr.readLine()) {
      errors.add(line);
    }
    return process.waitFor();
  }

  List<String> errors() {
    return List.copyOf(errors);
  }

  String out() throws IOException {
    return Files.readString(stdout);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
