package io.framelab.metrics;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/** What the JVM can tell about allocation, whichever JDK it is. Any thread may call it. */
final class ThreadAllocations {
  /** No figure: the JVM cannot tell, the thread has ended, or it is virtual. */
  static final long UNKNOWN = -1;

  private final ThreadMXBean threads =
      ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean ? bean : null;
  private final MethodHandle totalBytes = findTotalBytes();

  /** Bytes that a live platform thread has allocated, or {@link #UNKNOWN}. */
  long ofThread(final long threadId) {
    return threads == null ? UNKNOWN : threads.getThreadAllocatedBytes(threadId);
  }

  /**
   * Bytes that all threads have allocated, ended ones included, or {@link #UNKNOWN} before JDK 21.
   */
  long ofAllThreadsEver() {
    if (threads == null || totalBytes == null) {
      return UNKNOWN;
    }
    try {
      return (long) totalBytes.invokeExact(threads);
    } catch (final Throwable e) {
      throw new IllegalStateException("reading what all threads have allocated", e);
    }
  }

  /** All platform threads that are alive, carriers of virtual threads included. */
  List<Thread> liveThreads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    // enumerate() drops what does not fit, without a word: only an array with room left is complete
    Thread[] found = new Thread[64 + root.activeCount()];
    int count = root.enumerate(found);
    while (count == found.length) {
      found = new Thread[2 * found.length];
      count = root.enumerate(found);
    }
    return Arrays.asList(found).subList(0, count);
  }

  /** The method came with JDK 21; this code is compiled for 17. */
  private static MethodHandle findTotalBytes() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              ThreadMXBean.class,
              "getTotalThreadAllocatedBytes",
              MethodType.methodType(long.class));
    } catch (final NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }
}
