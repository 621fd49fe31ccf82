package io.framelab.server.core;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Stands between the session and the user's handler: whatever a handler throws is the result {@link
 * ResultCode#FAILED} of that Submit and a {@linkplain BoundedLog line in the log}. Shared by all
 * connections; any thread may call it.
 */
final class GuardedHandler {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedHandler.class);

  private final SubmitHandler handler;
  private final BoundedLog failures = new BoundedLog(LOG, Level.WARN);

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
      failures.tell(this::line, thrown);
      return ResultCode.FAILED;
    }
  }

  /** No Submit will come any more: tells of failures that the log's bound has held back. */
  void tellRest() {
    failures.tellRest(line());
  }

  private String line() {
    return "handler "
        + handler.getClass().getName()
        + " failed; the Submit is answered with result "
        + ResultCode.FAILED;
  }
}
