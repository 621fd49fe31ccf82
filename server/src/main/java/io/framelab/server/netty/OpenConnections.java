package io.framelab.server.netty;

import java.util.concurrent.TimeUnit;

/** How many connections a server has, for whoever waits until there are none. Any thread. */
final class OpenConnections {
  private int open;

  synchronized void began() {
    open++;
  }

  synchronized void ended() {
    open--;
    if (open == 0) {
      notifyAll();
    }
  }

  /** Returns whether none is left; waits no longer than told. */
  synchronized boolean awaitNone(final long timeout, final TimeUnit unit)
      throws InterruptedException {
    final long deadlineNs = System.nanoTime() + unit.toNanos(timeout);
    for (long leftNs = unit.toNanos(timeout);
        open > 0 && leftNs > 0;
        leftNs = deadlineNs - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, leftNs);
    }
    return open == 0;
  }
}
