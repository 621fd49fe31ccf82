package io.framelab.benchmarks.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.framelab.benchmarks.course.CoursePage.Step;
import io.framelab.codec.Once;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command in docs/PROFILING.md, in its order, does what the page says. Ports are free ones
 * here, recordings last a second or a few in place of five, what has a rate of 200k has none, and
 * files go to a folder that is deleted; the rest is as it stands. Figures are not looked at.
 *
 * <p>To write the outputs on the page again, with commands as they stand: {@code
 * -Dit.test=ProfilingIT -Dframelab.write=true}, on a machine that does nothing else.
 */
@Once
@Timeout(value = 400, unit = TimeUnit.SECONDS)
class ProfilingIT {
  private static final Path PAGE = Path.of("..", "docs", "PROFILING.md");
  private static final Path PICTURE = PAGE.resolveSibling("flamegraph.svg");
  private static final boolean WRITES = Boolean.getBoolean("framelab.write");

  @TempDir private Path folder;

  @Test
  void shouldPrintWhatThePageSaysWhenItsCommandsAreEntered() throws Exception {
    assumeTrue(hasGo(), "there is no go here, whose tool docs/PROFILING.md is about");
    final String page = Files.readString(PAGE);
    final Map<String, String> outputs = new TreeMap<>();
    try (Terminals terminals = new Terminals(folder, !WRITES)) {
      final CourseClaims claims = new CourseClaims(terminals);
      for (final Step step : CoursePage.steps(page)) {
        final String printed = terminals.enter(step.command(), step.typed());
        claims.check(step, printed);
        if (!step.name().isEmpty()) {
          outputs.put(step.name(), claims.excerpt(step.name(), printed));
        }
      }
      final String picture =
          FlameSvg.of(
              terminals.enter(
                  "go tool pprof -traces -unit=ms target/profiles/unbuffered.pb.gz", ""));
      assertThat(picture).contains(">BlockingConnection.readFrames<", "AckWriter.write<");
      if (WRITES) {
        Files.writeString(PICTURE, picture);
      }
      assertThat(claims.unchecked()).as("claims that no command is checked for").isEmpty();
    }
    if (WRITES) {
      Files.writeString(PAGE, CoursePage.with(page, outputs));
    }
  }

  private static boolean hasGo() throws InterruptedException {
    try {
      final Process go = new ProcessBuilder("go", "version").redirectErrorStream(true).start();
      go.getInputStream().readAllBytes();
      return go.waitFor() == 0;
    } catch (final IOException e) {
      return false;
    }
  }
}
