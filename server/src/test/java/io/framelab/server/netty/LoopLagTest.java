package io.framelab.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopLagTest {
  private static final long STALL_NS = TimeUnit.MILLISECONDS.toNanos(700);

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void shouldTellOfALoopThatIsStuckRightNowAndOnceMoreWhatItCameTo() {
    final LongSupplier lag = LoopLag.of(loops);
    final CountDownLatch release = new CountDownLatch(1);
    loops.next().execute(() -> awaitUninterruptibly(release));
    Await.until(() -> lag.getAsLong() > STALL_NS, () -> "a stuck loop does not show");
    release.countDown();
    assertThat(lag.getAsLong()).isGreaterThan(STALL_NS);
    Await.until(() -> lag.getAsLong() < STALL_NS / 10, () -> "it stays late");
  }

  @Test
  void shouldTellOfAStallThatWasOverWhenNobodyLooked() {
    final LongSupplier lag = LoopLag.of(loops);
    final CountDownLatch release = new CountDownLatch(1);
    loops.next().execute(() -> awaitUninterruptibly(release));
    pass(2 * STALL_NS);
    release.countDown();
    final CountDownLatch later = new CountDownLatch(2);
    loops.forEach(loop -> loop.schedule(later::countDown, 500, TimeUnit.MILLISECONDS));
    awaitUninterruptibly(later);
    assertThat(lag.getAsLong()).isGreaterThan(STALL_NS);
  }

  @Test
  void shouldBeQuietWhenTheLoopsHaveEnded() {
    final LongSupplier lag = LoopLag.of(loops);
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    assertThat(loops.isTerminated()).isTrue();
    pass(STALL_NS);
    assertThat(lag.getAsLong()).isZero();
  }

  private static void pass(final long durationNs) {
    final long sinceNs = System.nanoTime();
    Await.until(() -> System.nanoTime() - sinceNs > durationNs, () -> "time stands still");
  }

  private static void awaitUninterruptibly(final CountDownLatch latch) {
    try {
      latch.await();
    } catch (final InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
