package io.framelab.profiling;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * Clears the whole heap of what nobody uses any more, so that what is left is in use. Stateless;
 * any thread may use it, and all threads of the program wait meanwhile.
 */
final class FullCollection {
  private FullCollection() {}

  /** Collects; what a reader of the profile should know of it. */
  static String run() {
    final long before = collections();
    System.gc();
    return collections() > before
        ? "collected before the end (gc=0 leaves that out): what is in use is really in use"
        : "not collected before the end: the JVM does not obey (-XX:+DisableExplicitGC), so that"
            + " more may seem to be in use than is";
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
