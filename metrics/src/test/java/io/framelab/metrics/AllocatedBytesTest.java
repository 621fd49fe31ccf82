package io.framelab.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AllocatedBytesTest {
  private static final String IO_NAME = AllocatedBytes.IO_THREAD_PREFIX + "1";
  private static final int ARRAYS = 1_000;
  private static final int ARRAY_BYTES = 10_000;
  private static final long WORK_BYTES = (long) ARRAYS * ARRAY_BYTES;

  /** Headers of the arrays, the thread's own start and end, latches. */
  private static final long SLACK_BYTES = 100_000;

  private final AllocatedBytes allocated = new AllocatedBytes();
  private volatile Object sink;

  @Test
  void shouldCountWhenAnIoThreadIsAlive() throws Exception {
    final CountDownLatch worked = new CountDownLatch(1);
    final CountDownLatch sampled = new CountDownLatch(1);
    final Thread thread =
        start(
            IO_NAME,
            () -> {
              allocate();
              worked.countDown();
              sampled.await();
            });
    worked.await();
    allocated.sample();
    assertIoBytes(WORK_BYTES);
    allocated.sample();
    assertIoBytes(WORK_BYTES);
    sampled.countDown();
    thread.join();
    allocated.sample();
    assertIoBytes(WORK_BYTES);
  }

  @Test
  void shouldKeepBytesWhenAThreadEndsBetweenTwoSamples() throws Exception {
    allocated.sample();
    runToEnd(
        IO_NAME,
        () -> {
          allocate();
          allocated.retire();
        });
    allocated.sample();
    assertIoBytes(WORK_BYTES);
  }

  @Test
  void shouldCountOnceWhenAThreadRetiresAfterASampleAndLivesOn() throws Exception {
    runToEnd(
        IO_NAME,
        () -> {
          allocate();
          allocated.sample();
          allocate();
          allocated.retire();
          allocated.sample();
        });
    allocated.sample();
    assertIoBytes(2 * WORK_BYTES);
  }

  @Test
  void shouldKeepBytesWhenMoreThreadsEndThanAreRemembered() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      runToEnd(
          IO_NAME,
          () -> {
            sink = new byte[ARRAY_BYTES];
            allocated.retire();
          });
    }
    allocated.sample();
    assertThat(allocated.ioBytes()).isBetween(3_000L * ARRAY_BYTES, 3_000L * 2 * ARRAY_BYTES);
  }

  @Test
  void shouldCountAsOtherWhenTheThreadMovesNoBytes() throws Exception {
    allocated.sample();
    final long before = allocated.otherBytes();
    runToEnd(
        "worker",
        () -> {
          allocate();
          allocated.retire();
          allocated.sample();
        });
    assertThat(allocated.ioBytes()).isZero();
    assertThat(allocated.otherBytes()).isGreaterThanOrEqualTo(before + WORK_BYTES);
  }

  private void assertIoBytes(final long expectedBytes) {
    assertThat(allocated.ioBytes()).isCloseTo(expectedBytes, within(SLACK_BYTES));
  }

  private void allocate() {
    for (int i = 0; i < ARRAYS; i++) {
      sink = new byte[ARRAY_BYTES];
    }
  }

  private static void runToEnd(final String name, final Work work) throws InterruptedException {
    start(name, work).join();
  }

  private static Thread start(final String name, final Work work) {
    final Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.start();
    return thread;
  }

  private interface Work {
    void run() throws InterruptedException;
  }
}
