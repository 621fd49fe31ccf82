package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.profiling.PprofFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Profiles of the packaged server while a handler does what is known. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class RealProfilesIT {
  private static final Path SOURCES = Path.of("src", "test", "java");

  @Test
  void shouldFindTheHandlersMethodAndLineOnTopWhereItIsBusy() throws Exception {
    try (HotServer server = HotServer.start()) {
      assertOnTop(server.profile("profile?seconds=1"), 0, "burnHere", "result", "ROUNDS");
      final PprofFile allocs = server.profile("allocs?seconds=1");
      assertOnTop(allocs, 0, "allocateHere", "new byte");
      assertOnTop(allocs, 1, "allocateHere", "new byte");
      final PprofFile mutex = server.profile("mutex?seconds=1");
      assertOnTop(mutex, 0, "lockHere", "LOCK", "sum++");
      assertOnTop(mutex, 1, "lockHere", "LOCK", "sum++");
      final PprofFile block = server.profile("block?seconds=1");
      assertThat(block.total(0, HotHandler.class.getName() + ".lockHere ")).isPositive();
      assertThat(server.stop()).isZero();
      assertThat(server.stderr()).doesNotContain("WARN").doesNotContain("Exception");
    }
  }

  /**
   * More of what is counted ends in that method than in any other, at a line of it that has one of
   * the words.
   */
  private static void assertOnTop(
      final PprofFile profile, final int value, final String name, final String... words)
      throws IOException {
    final String method = HotHandler.class.getName() + "." + name;
    assertThat(profile.top(value)).isEqualTo(method);
    final Matcher frame =
        Pattern.compile(Pattern.quote(method) + " (\\S+):(\\d+) framelab-server")
            .matcher(
                profile.samples().stream()
                    .map(sample -> sample.frames().get(0))
                    .filter(innermost -> innermost.startsWith(method + " "))
                    .findFirst()
                    .orElseThrow());
    assertThat(frame.matches()).isTrue();
    final List<String> lines = Files.readAllLines(SOURCES.resolve(frame.group(1)));
    assertThat(lines.get(Integer.parseInt(frame.group(2)) - 1)).containsAnyOf(words);
  }
}
