package io.framelab.server.core;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the session and the user's handler: whatever a handler throws is the result {@link
 * ResultCode#FAILED} of that Submit and a line in the log. Shared by all connections; any thread
 * may call it.
 */
final class GuardedHandler {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedHandler.class);

  private final SubmitHandler handler;
  private final LogBound bound = new LogBound();

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
    final long leftOut = bound.admit();
    if (leftOut != LogBound.LEFT_OUT) {
      LOG.warn(
          "handler {} failed; the Submit is answered with result {} ({} more since the last such line)",
          handler.getClass().getName(),
          ResultCode.FAILED,
          leftOut,
          thrown);
    }
  }
}
