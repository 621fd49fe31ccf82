package io.framelab.server.core;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps lines of one kind to one a second: what happens on every Submit, or as often as a peer
 * likes, must not fill the disk. How many were left out is told with the next one. Any thread may
 * call it.
 */
public final class LogBound {
  /** What {@link #admit} says of a line that is to be left out. */
  public static final long LEFT_OUT = -1;

  private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong dueNs = new AtomicLong(System.nanoTime());
  private final AtomicLong leftOut = new AtomicLong();

  /** Creates a bound that has let nothing through yet. */
  public LogBound() {}

  /**
   * Asks for a line.
   *
   * @return how many were left out since the last one, 0 or more; or {@link #LEFT_OUT}.
   */
  public long admit() {
    final long nowNs = System.nanoTime();
    final long due = dueNs.get();
    if (nowNs - due >= 0 && dueNs.compareAndSet(due, nowNs + INTERVAL_NS)) {
      return leftOut.getAndSet(0);
    }
    leftOut.incrementAndGet();
    return LEFT_OUT;
  }
}
