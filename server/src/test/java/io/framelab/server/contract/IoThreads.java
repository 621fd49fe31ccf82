package io.framelab.server.contract;

import io.framelab.codec.Await;
import io.framelab.metrics.AllocatedBytes;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;

/** The platform threads that move the engines' bytes, as far as they are alive. */
final class IoThreads {
  private IoThreads() {}

  static Stream<Thread> all() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(AllocatedBytes.IO_THREAD_PREFIX));
  }

  /** Returns when none is alive. */
  static void awaitNone() {
    Await.until(() -> all().findAny().isEmpty(), () -> "still alive: " + all().toList());
  }

  /** Processor time that those that are alive have used in their lives. */
  static long cpuNanos() {
    return all()
        .mapToLong(thread -> ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()))
        .sum();
  }
}
