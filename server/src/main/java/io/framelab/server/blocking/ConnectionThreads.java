package io.framelab.server.blocking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The connections of a blocking engine and their threads. Any thread may call it. */
final class ConnectionThreads {
  private final Map<BlockingConnection, Thread> threads = new HashMap<>();
  private final ThreadFactory factory;

  ConnectionThreads(final ThreadFactory factory) {
    this.factory = factory;
  }

  /** Runs the connection on a thread of its own until it ends. */
  void start(final BlockingConnection connection) {
    final Thread thread =
        factory.newThread(
            () -> {
              try {
                connection.run();
              } finally {
                remove(connection);
              }
            });
    synchronized (this) {
      threads.put(connection, thread);
    }
    try {
      thread.start();
    } catch (final OutOfMemoryError noThreadLeft) {
      remove(connection);
      throw noThreadLeft;
    }
  }

  synchronized List<BlockingConnection> connections() {
    return new ArrayList<>(threads.keySet());
  }

  /** Ends every connection wherever it is, a handler that waits included. */
  synchronized void closeAll() {
    threads.forEach(
        (connection, thread) -> {
          connection.closeNow();
          thread.interrupt();
        });
  }

  /** Waits until all have ended; false if the time is over first. */
  synchronized boolean awaitNone(final long timeoutNs) throws InterruptedException {
    final long deadlineNs = System.nanoTime() + timeoutNs;
    while (!threads.isEmpty()) {
      final long remainingNs = deadlineNs - System.nanoTime();
      if (remainingNs <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, remainingNs);
    }
    return true;
  }

  private synchronized void remove(final BlockingConnection connection) {
    threads.remove(connection);
    notifyAll();
  }
}
