package io.framelab.server.contract;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What this JVM cannot let go of: the living heap, and direct buffers, Netty's included. */
final class HeldMemory {
  private static final String DIRECT = "direct";

  private HeldMemory() {}

  /** In bytes, after a collection. */
  static long bytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + directBytes();
  }

  /** Direct buffers alone, in bytes; a buffer counts until it is collected or freed. */
  static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> DIRECT.equals(pool.getName()))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
