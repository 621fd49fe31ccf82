package io.framelab.loadgen;

import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a load thread that waits in its selector, which itself can only wait for whole
 * milliseconds. A thread of its own that is parked nearly all the time. One thread sets it.
 */
final class Alarm implements Runnable {
  private static final long NEVER = Long.MAX_VALUE;

  private final Runnable bell;
  private final Thread thread;
  private volatile long atNs = NEVER;
  private volatile long parkedUntilNs;
  private volatile boolean ended;

  /** An alarm that rings {@code bell}, on its own thread, which {@link #start} begins. */
  Alarm(final String name, final Runnable bell) {
    this.bell = bell;
    this.thread = new Thread(this, name);
    thread.setDaemon(true);
  }

  /** The thread, whose CPU time is the generator's, too. */
  Thread thread() {
    return thread;
  }

  void start() {
    thread.start();
  }

  /** Rings once at that time, by {@link System#nanoTime()}, and not at the one set before. */
  void set(final long ns) {
    if (ns == atNs) {
      return;
    }
    atNs = ns;
    // It parks only after it has looked at atNs once more: one of both sees what the other wrote.
    if (ns < parkedUntilNs) {
      LockSupport.unpark(thread);
    }
  }

  /** Ends its thread; any thread. */
  void end() {
    ended = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    while (!ended) {
      final long untilNs = atNs;
      final long leftNs = untilNs == NEVER ? NEVER : untilNs - System.nanoTime();
      if (leftNs <= 0) {
        ring(untilNs);
      } else {
        parkedUntilNs = untilNs;
        if (atNs == untilNs && !ended) {
          LockSupport.parkNanos(this, leftNs);
        }
        parkedUntilNs = 0;
      }
    }
  }

  private void ring(final long setNs) {
    if (atNs == setNs) {
      // A time that is set between these two lines is lost; bell wakes whoever sets it to set anew.
      atNs = NEVER;
      bell.run();
    }
  }
}
