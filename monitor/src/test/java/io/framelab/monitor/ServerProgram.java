package io.framelab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The server's jar at work on ports of its own choice. */
final class ServerProgram implements AutoCloseable {
  private final ChildProcess process;
  private final int port;
  private final int metricsPort;

  private ServerProgram(final ChildProcess process, final Map<String, String> ready) {
    this.process = process;
    this.port = Integer.parseInt(ready.get("port"));
    this.metricsPort = Integer.parseInt(ready.get("metrics"));
  }

  static ServerProgram start(final Path logs, final String... arguments) throws IOException {
    final String[] all =
        Stream.concat(Stream.of("--port", "0", "--metrics", "0"), Stream.of(arguments))
            .toArray(String[]::new);
    final Path stderr = logs.resolve("server.stderr");
    final ChildProcess process = ChildProcess.startJar(stderr, RepositoryFiles.SERVER_JAR, all);
    try {
      final String ready = process.readLine();
      assertThat(ready).as("stderr in %s", stderr).startsWith("ready ");
      return new ServerProgram(process, words(ready));
    } catch (final IOException | AssertionError e) {
      process.close();
      throw e;
    }
  }

  int port() {
    return port;
  }

  int metricsPort() {
    return metricsPort;
  }

  ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }

  private static Map<String, String> words(final String line) {
    return Stream.of(line.split(" "))
        .filter(word -> word.contains("="))
        .map(word -> word.split("=", 2))
        .collect(Collectors.toMap(word -> word[0], word -> word[1]));
  }
}
