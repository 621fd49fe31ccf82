package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framelab.codec.Once;
import io.framelab.codec.ShortLivedJvm;
import io.framelab.profiling.PprofFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One ladder with profiles, through a launcher that keeps what it is told: the flags of servers
 * that are measured, and those of servers that are profiled. One of the engines cannot run.
 */
@Once
@Timeout(120)
class LadderProfileIT {
  private static final String LADDER = "io.framelab.benchmarks.ladder.LadderMain";

  @TempDir private static Path folder;

  private static String output;
  private static JsonNode result;

  @BeforeAll
  static void runOnce() throws IOException, InterruptedException {
    final Path launcher = folder.resolve("framelab");
    Files.writeString(
        launcher,
        "#!/bin/sh\necho \"$@\" >>'%s'\n[ $1 = serve ] && shift && exec '%s' -Xmx99m -jar '%s' \"$@\"\n"
            .formatted(folder.resolve("told"), JarRun.JAVA, JarRun.SERVER));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    final JarRun run =
        JarRun.of(
            folder,
            Map.of(
                "FRAMELAB_LAUNCHER",
                launcher.toString(),
                "JAVA_TOOL_OPTIONS",
                ShortLivedJvm.OPTIONS + " -Dio.netty.transport.noNative=true"),
            JarRun.BENCHMARKS,
            LADDER,
            ("--any-port --engines buffered,pooled,epoll --rounds 1 --duration 500ms --warmup 100ms"
                    + " --connections 4 --profile --profile-time 1s")
                .split(" "));
    output = run.output();
    assertThat(run.exitCode()).as(output).isZero();
    result = new ObjectMapper().readTree(folder.resolve("target/ladder/ladder.json").toFile());
  }

  @Test
  void shouldServeThroughTheLauncherWhenThatStartedIt() {
    assertThat(result.at("/servers/0/jvmFlags").toString()).isEqualTo("[\"-Xmx99m\"]");
  }

  @Test
  void shouldProfileOnlyAfterAllThatIsMeasured() throws IOException {
    final List<String> told = Files.readAllLines(folder.resolve("told"));
    final List<String> measured = told.subList(0, told.size() - 2);

    assertThat(measured).hasSizeGreaterThanOrEqualTo(3).noneMatch(it -> it.contains("--pprof"));
    assertThat(told.subList(measured.size(), told.size()))
        .satisfiesExactly(
            first -> assertThat(first).contains("--engine buffered").endsWith("--pprof 0"),
            second -> assertThat(second).contains("--engine pooled").endsWith("--pprof 0"));
    assertThat(result.get("runs")).hasSize(2);
  }

  @Test
  void shouldKeepEveryFileThatItNames() throws IOException {
    final List<String> found = new ArrayList<>();
    for (final JsonNode profile : result.get("profiles")) {
      found.add(profile.get("engine").asText() + " " + profile.get("event").asText());
      assertThat(profile.get("requests").asLong()).isPositive();
      for (final String file : List.of("pprof", "flamegraph", "diff")) {
        assertThat(profile.get(file).isNull() || Files.size(file(profile, file)) > 0).isTrue();
      }
    }
    assertThat(found)
        .containsExactly("buffered cpu", "buffered alloc", "pooled cpu", "pooled alloc");
    try (Stream<Path> files = Files.list(folder.resolve("target/ladder/profiles"))) {
      assertThat(files).as("no recording is left").hasSize(10);
    }
  }

  @Test
  void shouldFindTheEngineInItsProfile() throws IOException {
    final JsonNode cpu = result.at("/profiles/2");
    final PprofFile profile = PprofFile.read(Files.readAllBytes(file(cpu, "pprof")));

    assertThat(profile.sampleTypes()).containsExactly("samples/count", "cpu/nanoseconds");
    assertThat(profile.anywhere(1, "io.framelab.server.blocking.")).isPositive();
    assertThat(profile.comments())
        .contains("engine pooled under 4 connections, window 100, payload 18 B");
    assertThat(Files.readString(file(cpu, "flamegraph"))).contains("pooled: cpu");
  }

  @Test
  void shouldCompareAnEngineWithTheOneThatItComesFrom() throws IOException {
    assertThat(result.at("/profiles/0/diff").isNull()).isTrue();
    assertThat(result.at("/profiles/2/against").asText()).isEqualTo("buffered");
    assertThat(Files.readString(file(result.at("/profiles/2"), "diff")))
        .contains("pooled against buffered, cpu", "' nanoseconds per million requests'")
        .containsPattern("(?m)^d=-?\\d+$");
  }

  @Test
  void shouldNoteAnEngineThatCannotRun() {
    assertThat(result.get("notes").toString())
        .contains("engine epoll has no profile: not available: ");
    assertThat(output).contains("profiles are in ", "./framelab report ");
  }

  private static Path file(final JsonNode profile, final String field) {
    return folder.resolve("target/ladder").resolve(profile.get(field).asText());
  }
}
