package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Once;
import io.framelab.codec.Packet;
import io.framelab.codec.RawPeer;
import io.framelab.codec.ShortLivedJvm;
import io.framelab.server.core.ResultCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a person sees who makes a mistake: one line on stderr, the documented exit code, nothing on
 * stdout.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServeCommandIT {
  private static final long PATIENCE_S = 30;

  @TempDir private Path folder;

  @ParameterizedTest
  @Once
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 65536                             | --port",
        "--port eight                             | --port",
        "--engine warp                            | no engine is called 'warp'; there are unbuffered",
        "--handler com.example.Absent             | class com.example.Absent not found",
        "--handler java.lang.String               | does not implement",
        "--handler x.Y --handler-path /no/such.jar| --handler-path '/no/such.jar': cannot read",
        "--handler-path /tmp                      | name the class with --handler",
        "--config /no/such/file                   | /no/such/file",
        "--io-threads 2 --engine buffered         | engine buffered",
        "--threads platform --engine netty        | engine netty",
        "--threads virtual --io-threads 1 --engine netty | --threads: engine netty",
        "--drain-timeout 200000000m               | --drain-timeout",
        "--max-frame 17MiB                        | --max-frame",
        "--service-time soon                      | expected wait:D or busy:D",
        "--metrics 99999                          | --metrics",
        "--pprof 99999                            | --pprof",
        "--profile-on cpu>80                      | --profile-on 'cpu>80': cpu: expected a share",
        "--profile-on cpu>80%                     | --profile-on: say by --profile-dir where",
        "--profile-dir /no/such                   | --profile-dir '/no/such': say by --profile-on",
        "--profile-on lag>9ms --profile-dir /no/such --engine reused | --profile-on lag: engine reused",
        "--profile-on cpu>8% --profile-dir /dev/null | --profile-dir '/dev/null': expected a folder",
        "--max-connections 9 --engine netty       | --max-connections: engine netty is an exhibit",
        "--frame-timeout 9s --engine bare         | --frame-timeout: engine bare is an exhibit",
        "--window 9 --engine pooled               | --window: engine pooled is an exhibit",
        "--max-connections 0                      | --max-connections",
        "--accept-rate 2m                         | --accept-rate '2000000': expected 1 to 1000000",
        "--idle-timeout 1ms                       | --idle-timeout '1ms': expected 100ms to",
        "--slow-consumer-timeout never            | --slow-consumer-timeout",
        "--window 0                               | --window '0': expected 1 to",
        "--log-format xml                         | --log-format",
        "--workers 2 --engine buffered            | --workers: engine buffered is an exhibit",
        "--worker-queue 2 --engine netty          | --worker-queue: engine netty is an exhibit",
        "--worker-queue 2                         | --worker-queue '2': say by --workers",
        "--workers off --worker-queue 2           | --worker-queue '2': say by --workers",
        "--workers 0                              | --workers '0': expected 1 or more, or off",
        "--workers 1025                           | --workers '1025': expected 1 to 1024",
        "--workers 1 --worker-queue 0             | --worker-queue '0': expected 1 to 1048576",
        "--no-such-flag                           | --no-such-flag"
      })
  void shouldRefuseWithOneLineAndExitTwo(final String flags, final String said) throws Exception {
    final Ended ended = run(flags.trim().split(" "));
    assertThat(ended.stderr()).hasLineCount(1).contains(said).doesNotContain("\tat ");
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "owned"})
  void shouldExitOneWithOneLineWhenThePortIsTaken(final String engine) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      final String port = Integer.toString(taken.getLocalPort());
      final Ended ended = run("--port", port, "--metrics", "off", "--engine", engine);
      assertThat(ended.stderr()).hasLineCount(1).contains("127.0.0.1:" + port);
      assertThat(ended.exitCode()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"--metrics, --pprof", "--pprof, --metrics"})
  void shouldExitOneWithOneLineWhenAnAdminPortIsTaken(final String flag, final String other)
      throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      final String port = Integer.toString(taken.getLocalPort());
      final Ended ended = run("--port", "0", other, "0", flag, port);
      assertThat(ended.stderr()).hasLineCount(1).contains(port);
      assertThat(ended.stdout()).isEmpty();
      assertThat(ended.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void shouldPrintAConfigurationThatConfigReadsBack() throws Exception {
    final Path file = folder.resolve("serve.properties");
    final Ended printed = run("--port", "4711", "--engine", "netty", "--print-config");
    Files.writeString(file, printed.stdout());
    assertThat(printed.stdout()).contains("port=4711").contains("engine=netty");
    assertThat(run("--config", file.toString(), "--print-config").stdout())
        .isEqualTo(printed.stdout());
  }

  @Test
  void shouldServeWithTheHandlerOfAnotherJar() throws Exception {
    final Path classes = Path.of("target", "test-classes");
    try (ServerJar server =
            ServerJar.start(
                "--handler",
                RejectingHandler.class.getName(),
                "--handler-path",
                classes.toString());
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.submit(1, new byte[0]);
      assertThat(peer.receiveAck()).isEqualTo(new Packet.SubmitAck(1, ResultCode.REJECTED));
    }
  }

  @Test
  void shouldSayNothingButTheReadyLineWhenAllIsWell() throws Exception {
    try (ServerJar server = ServerJar.start()) {
      assertThat(server.stderr()).isEmpty();
    }
  }

  private Ended run(final String... flags) throws IOException, InterruptedException {
    final Path stdout = folder.resolve("stdout");
    final Path stderr = folder.resolve("stderr");
    final List<String> command = ServerJar.command(flags);
    command.addAll(1, ShortLivedJvm.FLAGS);
    final Process process =
        new ProcessBuilder(command)
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile())
            .start();
    assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(stdout), Files.readString(stderr));
  }

  private record Ended(int exitCode, String stdout, String stderr) {}
}
