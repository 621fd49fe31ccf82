package io.framelab.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the JVM of the test tells of itself. */
@Timeout(60)
class ReadingsTest {
  private static final int MANY = 200 << 20;

  private static volatile byte[] held;

  @Test
  void shouldTellWhatIsInUseWhenItWasCollected() {
    final HeapInUse inUse = new HeapInUse();
    System.gc();
    final double before = inUse.getAsDouble();
    held = new byte[MANY];
    System.gc();
    final double with = inUse.getAsDouble();
    held = null;
    System.gc();
    assertThat(with).isGreaterThan(before + 10).isLessThan(100);
    assertThat(inUse.getAsDouble()).isLessThan(with - 10);
  }

  @Test
  void shouldTellTheLoadSinceItWasAskedWhenAThreadSpins() {
    final CpuLoad load = new CpuLoad();
    final AtomicLong spins = new AtomicLong();
    Await.until(
        () -> {
          for (int i = 0; i < 1_000_000; i++) {
            spins.incrementAndGet();
          }
          // the system counts in steps of some milliseconds: a single reading may be off
          final double reading = load.getAsDouble();
          return reading > 10 && reading < 110;
        },
        () -> "no load of one thread");
  }
}
