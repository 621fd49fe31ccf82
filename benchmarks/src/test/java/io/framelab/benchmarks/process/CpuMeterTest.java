package io.framelab.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches real processes. */
@Timeout(60)
class CpuMeterTest {
  private static final int TURNS = 20;

  private Process process;

  @AfterEach
  void end() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Test
  void shouldCountThreadsThatEndWhenEachOfThemIsBelowTheCoarserClock() throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    MortalThreads.class.getName()))
            .start();
    final BufferedReader answers = process.inputReader();
    final Writer questions = process.outputWriter();
    assertThat(answers.readLine()).isEqualTo("ready");
    final CpuMeter meter = new CpuMeter(new ProcessTree(process.toHandle()));
    long burntNs = 0;
    long countedNs = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      meter.begin();
      questions.write("go\n");
      questions.flush();
      burntNs += Long.parseLong(answers.readLine());
      final CpuMeter.Used used = meter.end();
      assertThat(used.fine()).as("a thread ended").isFalse();
      countedNs += used.cpuNs();
    }

    // What a tick hides in one turn, it shows in the next.
    assertThat(countedNs).isGreaterThan(burntNs * 9 / 10);
  }
}
