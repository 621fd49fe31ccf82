package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framelab.benchmarks.compare.Slices;
import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.benchmarks.process.Ports;
import io.framelab.benchmarks.process.Yardstick;
import io.framelab.cli.ExitCode;
import io.framelab.codec.Once;
import io.framelab.codec.ShortLivedJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ladder as users run it: the packaged jars, as processes. */
@Timeout(120)
class LadderIT {
  private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
  private static final Path BENCHMARKS =
      REPOSITORY.resolve("benchmarks/target/framelab-benchmarks.jar");
  private static final Path SERVER = REPOSITORY.resolve("server/target/framelab-server.jar");
  private static final String JAVA = ProcessHandle.current().info().command().orElseThrow();

  /** Every JVM below the ladder heeds this, and says so on stderr. */
  private static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";

  @TempDir private Path folder;
  private final Set<ProcessHandle> children = new HashSet<>();
  private final Map<String, String> environment = new HashMap<>();
  private Process ladder;

  @AfterEach
  void shouldLeaveNoProcessBehind() {
    ladder.destroyForcibly();
    final List<ProcessHandle> left = children.stream().filter(ProcessHandle::isAlive).toList();
    left.forEach(ProcessHandle::destroyForcibly);
    assertThat(left).isEmpty();
  }

  @Test
  void shouldMeasureTwoEnginesWhenAskedTo() throws IOException, InterruptedException {
    final int exit =
        run("--engines", "unbuffered,buffered", "--out", folder.resolve("out").toString());

    assertThat(exit).as(stderr()).isEqualTo(ExitCode.OK);
    assertThat(children).as("the warm-up and four runs").hasSizeGreaterThanOrEqualTo(5);
    final JsonNode json = new ObjectMapper().readTree(folder.resolve("out/ladder.json").toFile());
    assertThat(json.get("runs"))
        .hasSize(4)
        .allSatisfy(
            run -> {
              assertThat(run.get("acks").asLong()).isPositive();
              assertThat(run.get("serverCpuNs").asLong()).isPositive();
              assertThat(run.get("allocatedBytesPerRequest").asDouble()).isPositive();
              assertThat(run.at("/verify/missing").asLong()).isZero();
            });
    assertThat(json.at("/summary/1/ratioToParent/min").asDouble()).isPositive();
    assertThat(folder.resolve("out/ladder.md")).content().contains("| buffered | ");
    assertThat(stdout()).contains("\nbuffered: ");
  }

  @Test
  @Once
  void shouldGoOnWhenThisMachineLacksATransport() throws IOException, InterruptedException {
    environment.put(JVM_OPTIONS, ShortLivedJvm.OPTIONS + " -Dio.netty.transport.noNative=true");

    assertThat(run("--engines", "epoll,buffered", "--rounds", "1")).as(stderr()).isZero();

    assertThat(folder.resolve("target/ladder/ladder.json"))
        .content()
        .contains("\"problem\" : \"not available: ");
    assertThat(stdout()).contains("\nepoll     not available: ", "\nbuffered      1 ");
  }

  @Test
  @Once
  void shouldMeasureTheYardstickWhereItCanBeBuilt() throws IOException, InterruptedException {
    final int exit = run("--engines", "limit_server,buffered", "--rounds", "1");

    assertThat(exit).as(stderr()).isEqualTo(ExitCode.OK);
    final JsonNode json =
        new ObjectMapper().readTree(folder.resolve("target/ladder/ladder.json").toFile());
    if (json.get("servers").size() == 1) {
      assertThat(json.get("notes").toString()).contains("limit_server is left out: ");
      return;
    }
    final JsonNode yardstick = json.at("/runs/1");
    assertThat(yardstick.get("name").asText()).isEqualTo(Yardstick.NAME);
    assertThat(yardstick.get("acks").asLong()).isPositive();
    assertThat(yardstick.get("residentBytes").asLong()).isPositive();
    assertThat(yardstick.at("/counted/framesPerRead").isNull()).isTrue();
    assertThat(json.at("/servers/1/transport").asText()).isEqualTo("epoll");
  }

  private String stdout() throws IOException {
    return Files.readString(folder.resolve("stdout"));
  }

  @Test
  @Once
  void shouldRefuseAtOnceWhenABaselineHasNothingInCommon()
      throws IOException, InterruptedException {
    final Path baseline = folder.resolve("baseline.json");
    Files.writeString(baseline, ResultFiles.json(Slices.result("buffered / unbuffered", 1, 1)));

    start(thorough("--engines", "netty,epoll", "--baseline", baseline.toString()));

    assertThat(ladder.waitFor()).isEqualTo(ExitCode.USAGE);
    assertThat(stderr().lines()).singleElement().asString().contains("has none of the steps");
  }

  private static String[] thorough(final String... args) {
    final List<String> all = new ArrayList<>(List.of("--thorough", "--any-port"));
    all.addAll(List.of("--duration", "500ms", "--warmup", "100ms", "--connections", "4"));
    all.addAll(List.of("--rounds", "2", "--turns", "1", "--slice", "500ms"));
    all.addAll(List.of("--slice-warmup", "0s"));
    all.addAll(List.of(args));
    return all.toArray(String[]::new);
  }

  /** Whatever the user has in the environment for our server would change figures unseen. */
  @Test
  @Once
  void shouldStartOurServerOnItsOwnFlagsWhenItIsAForeignCommand()
      throws IOException, InterruptedException {
    final String server = "mine=" + JAVA + " -jar " + SERVER + " --port {port} --metrics off";

    assertThat(run("--engines", "buffered", "--server", server, "--rounds", "1"))
        .as(stderr())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void shouldEndItsServersWhenItIsInterrupted() throws Exception {
    start("--any-port", "--duration", "60s");
    while (!stderr().contains("round 1") || ladder.children().findAny().isEmpty()) {
      assertThat(ladder.isAlive()).as(stderr()).isTrue();
      ladder.waitFor(20, TimeUnit.MILLISECONDS);
    }
    ladder.descendants().forEach(children::add);

    new ProcessBuilder("kill", "-INT", Long.toString(ladder.pid())).start().waitFor();

    assertThat(ladder.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(children).isNotEmpty();
    for (final ProcessHandle child : children) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldRefuseInOneLineWhenThePortIsTaken() throws IOException, InterruptedException {
    try (ServerSocket taken = takeOrFindTaken(Ports.WATCHED.port())) {
      start();
      assertThat(ladder.waitFor()).as("taken by us: %s", taken).isEqualTo(ExitCode.FAILED);
    }

    assertThat(stderr())
        .isEqualToIgnoringNewLines(
            "framelab ladder: port 8888 is taken: stop what listens there, or let --any-port find"
                + " free ports");
  }

  private int run(final String... args) throws IOException, InterruptedException {
    final List<String> all =
        new ArrayList<>(List.of("--any-port", "--duration", "500ms", "--warmup", "100ms"));
    all.addAll(List.of("--connections", "4"));
    all.addAll(List.of(args));
    environment.putIfAbsent(JVM_OPTIONS, ShortLivedJvm.OPTIONS);
    start(all.toArray(String[]::new));
    while (!ladder.waitFor(20, TimeUnit.MILLISECONDS)) {
      ladder.descendants().forEach(children::add);
    }
    return ladder.exitValue();
  }

  private void start(final String... args) throws IOException {
    final List<String> command =
        new ArrayList<>(List.of(JAVA, "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED"));
    command.addAll(ShortLivedJvm.FLAGS);
    command.addAll(List.of("-cp", BENCHMARKS.toString(), LadderMain.class.getName()));
    command.addAll(List.of(args));
    final ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().remove("FRAMELAB_LAUNCHER");
    // No server starts that heeds this.
    builder.environment().put("FRAMELAB_SERVE_MAX_FRAME", "none");
    builder.environment().putAll(environment);
    ladder = builder.start();
  }

  private String stderr() throws IOException {
    return Files.readString(folder.resolve("stderr"));
  }

  /** Null if somebody else holds the port, which is as good. */
  private static ServerSocket takeOrFindTaken(final int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (final IOException e) {
      return null;
    }
  }
}
