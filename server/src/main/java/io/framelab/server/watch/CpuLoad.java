package io.framelab.server.watch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/**
 * Processor time of this process since it was last asked, in per cent of all processors. The JDK's
 * own load is since anybody has asked for it, a scrape for example. For one thread.
 */
final class CpuLoad implements DoubleSupplier {
  private static final double PER_CENT = 100;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long lastCpuNs = system.getProcessCpuTime();
  private long lastNs = System.nanoTime();

  CpuLoad() {}

  @Override
  public double getAsDouble() {
    final long cpuNs = system.getProcessCpuTime();
    final long nowNs = System.nanoTime();
    final double load = cpuNs < 0 ? Double.NaN : load(cpuNs - lastCpuNs, nowNs - lastNs);
    lastCpuNs = cpuNs;
    lastNs = nowNs;
    return load;
  }

  private double load(final long cpuNs, final long passedNs) {
    return PER_CENT * cpuNs / Math.max(1, passedNs) / system.getAvailableProcessors();
  }
}
