package io.framelab.loadgen;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What threads and the collector have used so far. Stateless; a thread that has ended counts for
 * nothing.
 */
final class ThreadUse {
  private ThreadUse() {}

  private static ThreadMXBean threadBean() {
    return (ThreadMXBean) ManagementFactory.getThreadMXBean();
  }

  static long cpuNs(final List<Thread> threads) {
    return threads.stream()
        .mapToLong(thread -> Math.max(0, threadBean().getThreadCpuTime(thread.getId())))
        .sum();
  }

  static long allocatedBytes(final List<Thread> threads) {
    return threads.stream()
        .mapToLong(thread -> Math.max(0, threadBean().getThreadAllocatedBytes(thread.getId())))
        .sum();
  }

  /**
   * How long collections stopped the process so far, as its collectors count it. The cycles of a
   * concurrent collector do not stop it; its pauses are counted beside them.
   */
  static long gcPauseNs() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> !collector.getName().endsWith("Cycles"))
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .map(millis -> Math.max(0, millis) * 1_000_000)
        .sum();
  }
}
