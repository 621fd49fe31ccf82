package io.framelab.server;

import io.framelab.server.core.BoundedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs what no thread has caught, and what nobody could mend. The JDK would print it as it is, as
 * often as it happens: a peer may choose its words, and that it happens. Any thread.
 */
final class UncaughtToLog implements Thread.UncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(UncaughtToLog.class);

  private final BoundedLog failures = new BoundedLog(LOG, Level.ERROR);

  @Override
  public void uncaughtException(final Thread thread, final Throwable failure) {
    failures.tell(() -> "nobody caught this in thread " + thread.getName(), failure);
  }

  /** The program ends: tells of what the log's bound has held back. */
  void tellRest() {
    failures.tellRest("nobody caught this");
  }
}
