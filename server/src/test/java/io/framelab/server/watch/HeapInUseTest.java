package io.framelab.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By the collector that most JVMs have; the others collect all that is old, and tell. */
@Timeout(60)
class HeapInUseTest {
  @Test
  void shouldTellThatTheHeapIsFullWhenNothingInItCanBeCollected() throws Exception {
    final Process leaking =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseG1GC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                LeakMain.class.getName())
            .redirectErrorStream(true)
            .start();
    final String said =
        new String(leaking.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    assertThat(leaking.waitFor()).as(said).isZero();
    assertThat(Double.parseDouble(said)).isBetween(LeakMain.TOLD, 100.0);
  }
}
