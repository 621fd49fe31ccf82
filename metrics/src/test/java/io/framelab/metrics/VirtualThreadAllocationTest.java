package io.framelab.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(30)
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with JDK 21")
final class VirtualThreadAllocationTest {
  private static final int BYTES = 50_000_000;

  private volatile Object sink;

  @Test
  void shouldCountCarriersWhenConnectionsAreVirtualThreads() throws Exception {
    final AllocatedBytes allocated = new AllocatedBytes();
    allocated.countCarriers();
    allocated.sample();
    final long before = allocated.ioBytes();
    runVirtual(
        () -> {
          sink = new byte[BYTES];
          allocated.retire();
        });
    allocated.sample();
    assertThat(allocated.ioBytes() - before).isCloseTo(BYTES, within(BYTES / 10L));
  }

  @Test
  void shouldLeaveCarriersAloneWhenConnectionsAreNotVirtualThreads() throws Exception {
    final AllocatedBytes allocated = new AllocatedBytes();
    runVirtual(() -> sink = new byte[BYTES]);
    allocated.sample();
    assertThat(allocated.ioBytes()).isZero();
  }

  /** By reflection, since the tests compile for 17, too. */
  private static void runVirtual(final Runnable work) throws Exception {
    final Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    ((Thread) start.invoke(null, work)).join();
  }
}
