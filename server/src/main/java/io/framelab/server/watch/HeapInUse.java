package io.framelab.server.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * What the last collection left in the heap, in per cent of what it can hold. What is in use
 * between collections says nothing: it grows until the next one. Any thread may use it.
 */
final class HeapInUse implements DoubleSupplier {
  private static final double PER_CENT = 100;

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
      final MemoryUsage left = pool.getCollectionUsage();
      if (left != null && left.getMax() > 0) {
        final double share = PER_CENT * left.getUsed() / left.getMax();
        inUse = Double.isNaN(inUse) ? share : Math.max(inUse, share);
      }
    }
    return inUse;
  }
}
