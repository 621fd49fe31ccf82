package io.framelab.server.core;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the session and the user's handler: whatever a handler throws is the result {@link
 * ResultCode#FAILED} of that Submit and a line in the log. Shared by all connections; any thread
 * may call it.
 */
final class GuardedHandler {
  /** A handler that fails on every Submit must not fill the disk. */
  private static final long LOG_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(GuardedHandler.class);

  private final SubmitHandler handler;
  private final AtomicLong nextLogNs = new AtomicLong(System.nanoTime());
  private final AtomicLong unlogged = new AtomicLong();

  GuardedHandler(final SubmitHandler handler) {
    this.handler = handler;
  }

  /** Never throws; want of memory is also told to {@link LastResort}, which may end the process. */
  int onSubmit(final Submission submission) {
    try {
      return handler.onSubmit(submission);
    } catch (final OutOfMemoryError error) {
      LastResort.tell(error);
      return ResultCode.FAILED;
    } catch (final Throwable thrown) {
      log(thrown);
      return ResultCode.FAILED;
    }
  }

  private void log(final Throwable thrown) {
    final long nowNs = System.nanoTime();
    final long dueNs = nextLogNs.get();
    if (nowNs - dueNs >= 0 && nextLogNs.compareAndSet(dueNs, nowNs + LOG_INTERVAL_NS)) {
      LOG.warn(
          "handler {} failed; the Submit is answered with result {} ({} more since the last such line)",
          handler.getClass().getName(),
          ResultCode.FAILED,
          unlogged.getAndSet(0),
          thrown);
    } else {
      unlogged.incrementAndGet();
    }
  }
}
