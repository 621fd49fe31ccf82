package io.framelab.profiling;

import java.util.regex.Pattern;

/**
 * Tells who waits for a lock from who waits for something to happen: for the JDK both are parked
 * threads. Stateless; any thread may use it.
 */
final class LockWaits {
  /** Innermost in the stack of every thread that is parked, and of none that enters a monitor. */
  private static final String PARK = "jdk.internal.misc.Unsafe.park";

  /** What is parked on while somebody else holds the lock; conditions are classes of their own. */
  private static final Pattern LOCKS =
      Pattern.compile(
          "java\\.util\\.concurrent\\."
              + "(locks\\.(ReentrantLock|ReentrantReadWriteLock|StampedLock)|Semaphore)(\\$.*)?");

  private LockWaits() {}

  /**
   * Whether it is a lock that a thread waited for.
   *
   * @param innermost of the thread's frames.
   * @param className of what it waited for.
   */
  static boolean isForLock(final Frame innermost, final String className) {
    return !PARK.equals(innermost.name()) || LOCKS.matcher(className).matches();
  }
}
