package io.framelab.server.watch;

import io.framelab.server.core.Server;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Where readings come from. Stateless. */
final class Readings {
  private static final double NS_PER_MS = 1e6;

  private Readings() {}

  /** Of what has a threshold, and of nothing else: some of it costs something. */
  static Map<Trigger, DoubleSupplier> of(final Thresholds thresholds, final Server server) {
    final Map<Trigger, DoubleSupplier> sources = new EnumMap<>(Trigger.class);
    for (final Threshold threshold : thresholds.list()) {
      sources.put(threshold.trigger(), source(threshold.trigger(), server));
    }
    return sources;
  }

  private static DoubleSupplier source(final Trigger trigger, final Server server) {
    return switch (trigger) {
      case CPU -> new CpuLoad();
      case HEAP -> new HeapInUse();
      // virtual ones are not counted
      case THREADS -> ManagementFactory.getThreadMXBean()::getThreadCount;
      case LAG -> {
        final LongSupplier lagNs = server.watchLoopLag();
        yield () -> lagNs.getAsLong() / NS_PER_MS;
      }
    };
  }
}
