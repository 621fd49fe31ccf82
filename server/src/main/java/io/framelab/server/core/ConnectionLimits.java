package io.framelab.server.core;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections a server takes. Immutable. Zero is without limit.
 *
 * @param max open at once.
 * @param maxPerAddress of those, from one address; of IPv6, from one /64, which is what one
 *     customer gets.
 * @param acceptsPerSecond on the average; as many at once after a quiet second.
 */
public record ConnectionLimits(int max, int maxPerAddress, int acceptsPerSecond) {
  /** Without limit. */
  public static final ConnectionLimits OFF = new ConnectionLimits(0, 0, 0);

  /**
   * A partial frame of 64 KiB on each is 640 MiB, less than the direct memory that a JVM with a
   * heap of 1 GiB grants itself.
   */
  public static final int DEFAULT_MAX = 10_000;

  /** One peer may come twice as fast as a load generator starts, and does not keep a core busy. */
  public static final int DEFAULT_ACCEPTS_PER_SECOND = 5_000;

  /**
   * Files of a server that are no connections: jars, libraries, loops, admin ports, a profile;
   * where there are few at all, a quarter of them.
   */
  private static final int OTHER_FILES = 256;

  /** Safe on a public port: one address alone can not take all. */
  public static final ConnectionLimits HARDENED = hardened();

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is negative.
   */
  public ConnectionLimits {
    if (max < 0 || maxPerAddress < 0 || acceptsPerSecond < 0) {
      throw new IllegalArgumentException("limits on connections are 0 or more");
    }
  }

  private static ConnectionLimits hardened() {
    final long files = openFiles();
    final int max =
        (int) Math.max(1, Math.min(DEFAULT_MAX, files - Math.min(OTHER_FILES, files / 4)));
    return new ConnectionLimits(max, Math.max(1, max / 2), DEFAULT_ACCEPTS_PER_SECOND);
  }

  /** How many files this process may have open. */
  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
