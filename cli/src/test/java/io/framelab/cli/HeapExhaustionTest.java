package io.framelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Timeout(90)
final class HeapExhaustionTest {
  /** Small blocks leave no room for anything else, large ones leave some. */
  @ParameterizedTest
  @ValueSource(ints = {16, 1024, 65_536})
  void shouldEndTheProcessWhenThreadsExhaustTheHeap(final int blockBytes) throws Exception {
    final ChildProcess child = run(Hoarder.class, "--block=" + blockBytes);

    assertThat(child.err()).contains("framelab: the heap is exhausted;");
    assertThat(child.exitCode()).isEqualTo(ExitCode.HEAP_EXHAUSTED);
  }

  @Test
  void shouldGoOnWhenOnlyDirectMemoryIsExhausted() throws Exception {
    final ChildProcess child = run(DirectHoarder.class);

    assertThat(child.err()).contains("in thread \"hoarder\"").contains("OutOfMemoryError");
    assertThat(child.exitCode()).isEqualTo(ExitCode.OK);
  }

  private static ChildProcess run(final Class<?> main, final String... args) throws Exception {
    final List<String> command = ChildProcess.java(main, "-Xmx24m", "-XX:MaxDirectMemorySize=1m");
    command.addAll(List.of(args));
    return ChildProcess.run(Path.of(""), Map.of(), command);
  }

  /** A program whose other threads take all there is and keep it. */
  @Command(name = "hoarder")
  static final class Hoarder implements Callable<Integer> {
    private static final Queue<byte[]> HOARD = new ConcurrentLinkedQueue<>();

    @Option(names = "--block")
    int blockBytes;

    public static void main(final String[] args) {
      System.exit(CommandRunner.flagsOnly().run(new Hoarder(), args));
    }

    @Override
    public Integer call() throws InterruptedException {
      new Thread(this::hoard, "other hoarder").start();
      return afterThread(this::hoard);
    }

    private void hoard() {
      while (HOARD.add(new byte[blockBytes])) {
        Thread.onSpinWait();
      }
    }
  }

  /** A program that asks for a direct buffer it cannot have. */
  @Command(name = "direct-hoarder")
  static final class DirectHoarder implements Callable<Integer> {
    public static void main(final String[] args) {
      System.exit(CommandRunner.flagsOnly().run(new DirectHoarder(), args));
    }

    @Override
    public Integer call() throws InterruptedException {
      return afterThread(() -> ByteBuffer.allocateDirect(2 * 1024 * 1024));
    }
  }

  private static int afterThread(final Runnable work) throws InterruptedException {
    final Thread thread = new Thread(work, "hoarder");
    thread.start();
    thread.join();
    return ExitCode.OK;
  }
}
