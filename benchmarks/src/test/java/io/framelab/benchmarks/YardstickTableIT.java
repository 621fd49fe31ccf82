package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.framelab.codec.Once;
import io.framelab.codec.ShortLivedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script that sets owned beside the bare C server, with far too few slices to judge by. */
@Once
@Timeout(180)
class YardstickTableIT {
  private static final Path SCRIPT =
      Path.of("").toAbsolutePath().resolve("yardstick").resolve("table.sh");

  private static final String INTERVAL = "-?\\d+\\.\\d+ \\[-?\\d+\\.\\d+, -?\\d+\\.\\d+]";

  private static final int USAGE = 2;

  @TempDir private Path folder;

  @Test
  void shouldSetBothInstrumentsSideBySideAndEndAsTheBoundsHold()
      throws IOException, InterruptedException {
    assumeThat(Path.of("/proc/self/stat")).as("it reads /proc").exists();
    assumeThat(isOnPath("cc")).as("a C compiler is here").isTrue();

    // A rate that half of a machine serves needs whole seconds, or too few ticks are in a slice.
    final int exit = run("3", "1", "7");

    final List<String> rows =
        Files.readAllLines(folder.resolve("out")).stream()
            .filter(line -> line.startsWith("owned / limit_server"))
            .toList();
    assertThat(rows).as(Files.readString(folder.resolve("err"))).hasSize(1);
    assertThat(rows.get(0))
        .containsPattern("referee " + INTERVAL + " +" + INTERVAL + " ns +generator ")
        .containsPattern("generator " + INTERVAL + " +" + INTERVAL + " ns +at most 1.05 200 ")
        .containsPattern(" (agree|differ) +(holds|misses)")
        .containsPattern(
            "at \\d+/s referee p99.9 "
                + INTERVAL
                + " generator p99.9 "
                + INTERVAL
                + " at most 1.3");
    assertThat(exit).isEqualTo(rows.get(0).contains(" misses") ? 1 : 0);
  }

  @Test
  void shouldRefuseWhatItCannotMeasure() throws IOException, InterruptedException {
    assertThat(run("2")).isEqualTo(USAGE);
    assertThat(run("3", "0.01")).isEqualTo(USAGE);
    assertThat(run("3", "1", "8")).isEqualTo(USAGE);
    assertThat(Files.readString(folder.resolve("err"))).contains("usage: table.sh");
  }

  private static boolean isOnPath(final String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private int run(final String... args) throws IOException, InterruptedException {
    final List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
    command.addAll(List.of(args));
    final ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("FRAMELAB_SKIP_BUILD", "1");
    builder.environment().put("FRAMELAB_JAVA", System.getProperty("java.home"));
    builder.environment().put("FRAMELAB_JAVA_OPTS", ShortLivedJvm.OPTIONS);
    final Process process = builder.start();
    try {
      assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
