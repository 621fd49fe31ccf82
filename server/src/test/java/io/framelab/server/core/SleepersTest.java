package io.framelab.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever sleeps ignores interrupts, so the tests run on a thread that can be left. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SleepersTest {
  private final Sleepers sleepers = new Sleepers(3);

  @Test
  void shouldNotSleepWhenThereIsSomethingToDoAfterAll() {
    sleepers.sleepUnless(0, () -> true);
  }

  @Test
  void shouldNotSleepWhenWokenWhileLyingDown() {
    sleepers.sleepUnless(
        0,
        () -> {
          sleepers.wakeOne();
          return false;
        });
  }

  @Test
  void shouldNotSpinWhenInterrupted() throws Exception {
    final Thread sleeper = sleep(0, new AtomicInteger());
    sleeper.interrupt();
    Await.until(
        () -> !sleeper.isInterrupted() && sleeper.getState() == Thread.State.WAITING,
        () -> "it is " + sleeper.getState());
    sleepers.wakeAll();
    sleeper.join();
  }

  @Test
  void shouldWakeOneForEachCallWhenSeveralSleep() throws Exception {
    final AtomicInteger awake = new AtomicInteger();
    final List<Thread> threads = new ArrayList<>();
    for (int bed = 0; bed < 3; bed++) {
      threads.add(sleep(bed, awake));
    }
    sleepers.wakeOne();
    threads.get(0).join();
    assertThat(awake).hasValue(1);
    sleepers.wakeOne();
    threads.get(1).join();
    assertThat(awake).hasValue(2);
    sleepers.wakeAll();
    threads.get(2).join();
    sleepers.wakeOne(); // nobody is left
  }

  private Thread sleep(final int bed, final AtomicInteger awake) {
    final Thread thread =
        new Thread(
            () -> {
              sleepers.sleepUnless(bed, () -> false);
              awake.incrementAndGet();
            },
            "sleeper");
    thread.setDaemon(true);
    thread.start();
    Await.until(
        () -> thread.getState() == Thread.State.WAITING, () -> "it is " + thread.getState());
    return thread;
  }
}
