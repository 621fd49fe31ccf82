package io.framelab.loadgen;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The clock on the wall. */
final class WallClock implements RigClock {
  private final Semaphore rung = new Semaphore(0);

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void pause(final long ns) {
    try {
      if (rung.tryAcquire(ns, TimeUnit.NANOSECONDS)) {
        rung.drainPermits();
      }
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void ring() {
    rung.release();
  }
}
