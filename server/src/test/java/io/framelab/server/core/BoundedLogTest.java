package io.framelab.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

/** How often a line appears, and that nothing that happened is forgotten. */
@Timeout(60)
class BoundedLogTest {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  /** Near the end of what a long holds: the clock of a JVM may begin anywhere. */
  private final AtomicLong nowNs = new AtomicLong(Long.MAX_VALUE - SECOND_NS / 2);

  private final HeardLog heard = HeardLog.of(BoundedLogTest.class);
  private final BoundedLog bounded = new BoundedLog(heard.logger(), Level.INFO, nowNs::get);

  @AfterEach
  void stopListening() {
    heard.close();
  }

  @Test
  void shouldTellTheFirstAtOnceAndOneASecondFromThenOn() {
    bounded.tell(() -> "a");
    bounded.tell(() -> "b");
    nowNs.addAndGet(SECOND_NS - 1);
    bounded.tell(() -> "c");
    nowNs.addAndGet(1);
    bounded.tell(() -> "d");
    nowNs.addAndGet(5 * SECOND_NS);
    bounded.tell(() -> "e");

    assertThat(heard.lines())
        .containsExactly("INFO a", "INFO d (2 more since the last such line)", "INFO e");
  }

  @Test
  void shouldTellTheRestOnceWhenAskedAtTheEnd() {
    bounded.tell(() -> "a");
    bounded.tellRest("rest");
    bounded.tell(() -> "b");
    bounded.tellRest("rest");
    bounded.tellRest("rest");

    assertThat(heard.lines())
        .containsExactly("INFO a", "INFO rest (1 more since the last such line)");
  }

  @Test
  void shouldTakeALineForWhatItIsAndNotForAPattern() {
    bounded.tell(() -> "a {} %msg ${x}");

    assertThat(heard.lines()).containsExactly("INFO a {} %msg ${x}");
  }

  @Test
  void shouldNotThrowWhenWhatWasThrownCannotBeTold() {
    final RuntimeException thrown =
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException("on purpose");
          }
        };
    bounded.tell(() -> "a", thrown);

    assertThat(heard.lines()).singleElement().asString().contains("a: ", "cannot be told");
  }

  @Test
  @DisplayName("S06: whatever threads race, all lines and counts together are all that happened")
  void shouldCountEveryEventOnceWhenThreadsRace() throws Exception {
    final int threads = 8;
    final int eventsPerThread = 20_000;
    final CountDownLatch together = new CountDownLatch(threads);
    final List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      final Thread thread =
          new Thread(
              () -> {
                together.countDown();
                for (int event = 0; event < eventsPerThread; event++) {
                  nowNs.addAndGet(SECOND_NS / 1_000);
                  bounded.tell(() -> "a");
                }
              });
      thread.start();
      running.add(thread);
    }
    for (final Thread thread : running) {
      thread.join();
    }
    bounded.tellRest("rest");

    final int all = threads * eventsPerThread;
    assertThat(heard.told()).isEqualTo(all);
    assertThat(heard.lines()).hasSizeLessThanOrEqualTo(all / 1_000 + 2);
  }
}
