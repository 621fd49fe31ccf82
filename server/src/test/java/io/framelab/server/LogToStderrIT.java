package io.framelab.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a server logs, and how somebody else decides that. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LogToStderrIT {
  private static final String MINE =
      """
      <configuration>
        <appender name="MINE" class="ch.qos.logback.core.ConsoleAppender">
          <target>System.err</target>
          <encoder><pattern>mine: %msg%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="MINE" /></root>
      </configuration>
      """;

  @TempDir private Path folder;

  @Test
  void shouldLogTimeLevelAndWhoSaysItUnlessTold() throws Exception {
    try (ServerJar server = ServerJar.start()) {
      assertThat(stop(server))
          .matches("(?s)\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  ServeCommand draining, .*");
    }
  }

  @Test
  void shouldLogAsAFileSaysThatIsNamed() throws Exception {
    final Path file = Files.writeString(folder.resolve("mine.xml"), MINE);
    try (ServerJar server = ServerJar.start(List.of("-Dlogback.configurationFile=" + file))) {
      assertThat(stop(server)).startsWith("mine: draining, ");
    }
  }

  @Test
  void shouldRefuseAFormatWhenAFileDecides() throws Exception {
    final Path file = Files.writeString(folder.resolve("mine.xml"), MINE);
    final List<String> command = ServerJar.command("--port", "0", "--log-format", "json");
    command.add(1, "-Dlogback.configurationFile=" + file);
    final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    final String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(said).hasLineCount(1).contains("--log-format 'json': a Logback configuration");
  }

  @Test
  void shouldLogAsAFileSaysThatIsOnTheClassPath() throws Exception {
    Files.writeString(folder.resolve("logback.xml"), MINE);
    final List<String> command = ServerJar.command("--port", "0", "--metrics", "0");
    command.set(command.indexOf("-jar"), "-cp");
    final int path = command.indexOf("-cp") + 1;
    command.set(path, command.get(path) + File.pathSeparator + folder);
    command.add(path + 1, ServerMain.class.getName());
    try (ServerJar server = ServerJar.start(new ProcessBuilder(command))) {
      // Without the jar's manifest the JVM itself may have something to say before.
      assertThat(stop(server)).containsPattern("(?m)^mine: draining, ").doesNotContain("INFO");
    }
  }

  private static String stop(final ServerJar server) throws IOException, InterruptedException {
    server.terminate();
    assertThat(server.awaitExit()).isZero();
    return server.stderr();
  }
}
