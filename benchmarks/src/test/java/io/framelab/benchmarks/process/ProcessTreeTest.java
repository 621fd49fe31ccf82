package io.framelab.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches a real shell whose child works, and that ends when told. */
@Timeout(60)
class ProcessTreeTest {
  /** Counting so far takes a shell some tenths of a second. */
  private static final String WORK = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done;";

  private Process shell;
  private BufferedReader said;

  @BeforeEach
  void start() throws IOException {
    shell =
        new ProcessBuilder(
                "sh", "-c", "exec 3<&0; sh -c 'read go; " + WORK + " echo done; cat' <&3 & wait")
            .start();
    said = shell.inputReader();
  }

  @AfterEach
  void stop() throws InterruptedException {
    final ProcessTree tree = new ProcessTree(shell.toHandle());
    tree.kill();
    assertThat(tree.awaitEnd(TimeUnit.SECONDS.toMillis(10))).isTrue();
  }

  @Test
  void shouldCountWhatAChildUsesWhenItWorks() throws IOException {
    final ProcessTree tree = new ProcessTree(shell.toHandle());
    final long idleNs = tree.cpuNs();

    work();

    assertThat(tree.cpuNs() - idleNs).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(50));
    assertThat(tree.residentBytes().orElseThrow()).isGreaterThan(100_000);
  }

  @Test
  void shouldNotForgetWhatAChildUsedWhenItHasEnded() throws IOException, InterruptedException {
    final ProcessTree tree = new ProcessTree(shell.toHandle());
    work();
    final long workedNs = tree.cpuNs();

    tree.kill();

    assertThat(tree.awaitEnd(TimeUnit.SECONDS.toMillis(10))).isTrue();
    assertThat(tree.cpuNs()).isGreaterThanOrEqualTo(workedNs);
  }

  @Test
  void shouldEndTheChildTooWhenItsParentIsGoneAlready() throws IOException, InterruptedException {
    final ProcessHandle root = shell.toHandle();
    work();
    final ProcessTree tree = new ProcessTree(root);
    final ProcessHandle child = root.children().findFirst().orElseThrow();
    shell.destroyForcibly().waitFor();
    assertThat(child.isAlive()).isTrue();

    tree.kill();

    assertThat(tree.awaitEnd(TimeUnit.SECONDS.toMillis(10))).isTrue();
    // Until somebody asks for its exit code, it may seem to live, but it runs nothing.
    assertThat(child.info().commandLine()).isEmpty();
  }

  @Test
  void shouldNotWaitForAParentThatNeverAsksHowItsChildEnded()
      throws IOException, InterruptedException {
    final Process parent =
        new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
    try {
      final long child = Long.parseLong(parent.inputReader().readLine());
      final ProcessTree tree = new ProcessTree(ProcessHandle.of(child).orElseThrow());

      tree.kill();

      assertThat(tree.awaitEnd(TimeUnit.SECONDS.toMillis(10))).isTrue();
    } finally {
      parent.destroyForcibly();
    }
  }

  private void work() throws IOException {
    shell.outputWriter().write("go\n");
    shell.outputWriter().flush();
    assertThat(said.readLine()).isEqualTo("done");
  }
}
