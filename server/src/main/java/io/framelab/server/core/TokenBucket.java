package io.framelab.server.core;

import java.util.concurrent.TimeUnit;

/**
 * Lets so many through in a second, and as many at once after a quiet one: a bucket that time fills
 * and that never holds more than a second. Not for several threads at once.
 */
final class TokenBucket {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private final long costNs;
  private long savedNs = SECOND_NS;
  private long lastNs;

  TokenBucket(final int perSecond, final long nowNs) {
    this.costNs = SECOND_NS / perSecond;
    this.lastNs = nowNs;
  }

  /** Whether one could go through now. */
  boolean hasRoom(final long nowNs) {
    savedNs = Math.min(SECOND_NS, savedNs + Math.min(SECOND_NS, nowNs - lastNs));
    lastNs = nowNs;
    return savedNs >= costNs;
  }

  /** One goes through; {@link #hasRoom} was asked before. */
  void take() {
    savedNs -= costNs;
  }

  /** Whether it is as if nobody had gone through. */
  boolean isFull(final long nowNs) {
    hasRoom(nowNs);
    return savedNs == SECOND_NS;
  }
}
