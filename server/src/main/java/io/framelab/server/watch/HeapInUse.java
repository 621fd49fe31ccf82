package io.framelab.server.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * What the last collection left in the heap, in per cent of what it can hold. What is in use
 * between collections says little: it grows until the next one. Any thread may use it.
 */
final class HeapInUse implements DoubleSupplier {
  private static final double PER_CENT = 100;

  /** Before JDK 20 it looks through the old without telling, and collects what is worth it only. */
  private static final String G1 = "G1 Old Generation";

  /** How later ones tell. */
  private static final String G1_TELLS = "G1 Concurrent GC";

  private final List<MemoryPoolMXBean> pools;

  /**
   * Of objects that have lived for long, where the collector keeps them apart: those that are new
   * come and go. Only pools of the old have thresholds of the JDK's.
   */
  HeapInUse() {
    this.pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .filter(MemoryPoolMXBean::isUsageThresholdSupported)
            .filter(pool -> pool.getCollectionUsage() != null)
            .toList();
  }

  @Override
  public double getAsDouble() {
    double inUse = Double.NaN;
    for (final MemoryPoolMXBean pool : pools) {
      final MemoryUsage left = left(pool);
      if (left != null && left.getMax() > 0) {
        final double share = PER_CENT * left.getUsed() / left.getMax();
        inUse = Double.isNaN(inUse) ? share : Math.max(inUse, share);
      }
    }
    return inUse;
  }

  /** A heap that leaks has nothing worth it: such a G1 would say 0 until it is exhausted. */
  private static MemoryUsage left(final MemoryPoolMXBean pool) {
    final List<String> collectors = List.of(pool.getMemoryManagerNames());
    return collectors.contains(G1) && !collectors.contains(G1_TELLS)
        ? pool.getUsage()
        : pool.getCollectionUsage();
  }
}
