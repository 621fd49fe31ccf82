package io.framelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine.Command;

@Timeout(90)
final class HeapExhaustionTest {
  @Test
  void shouldEndTheProcessWhenAnyThreadExhaustsTheHeap() throws Exception {
    final ChildProcess child = run(Hoarder.class);

    assertThat(child.err()).hasLineCount(1).startsWith("framelab: the heap is exhausted;");
    assertThat(child.exitCode()).isEqualTo(ExitCode.HEAP_EXHAUSTED);
  }

  @Test
  void shouldGoOnWhenOnlyDirectMemoryIsExhausted() throws Exception {
    final ChildProcess child = run(DirectHoarder.class);

    assertThat(child.err()).contains("in thread \"hoarder\"").contains("OutOfMemoryError");
    assertThat(child.exitCode()).isEqualTo(ExitCode.OK);
  }

  private static ChildProcess run(final Class<?> main) throws Exception {
    return ChildProcess.run(
        Path.of(""), Map.of(), ChildProcess.java(main, "-Xmx24m", "-XX:MaxDirectMemorySize=1m"));
  }

  /** A program whose other thread takes all there is, while the main thread waits for it. */
  @Command(name = "hoarder")
  static final class Hoarder implements Callable<Integer> {
    public static void main(final String[] args) {
      System.exit(CommandRunner.flagsOnly().run(new Hoarder(), args));
    }

    @Override
    public Integer call() throws InterruptedException {
      return afterThread(
          () -> {
            final List<byte[]> hoard = new ArrayList<>();
            while (hoard.size() < Integer.MAX_VALUE) {
              hoard.add(new byte[1024]);
            }
          });
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
