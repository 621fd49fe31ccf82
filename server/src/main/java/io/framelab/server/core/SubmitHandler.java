package io.framelab.server.core;

/**
 * The application's answer to a Submit. Called on the thread that owns the connection; on an event
 * loop it must not block. With {@link Workers} one of those calls it, and it may. One instance
 * serves all connections, so it is called by several threads at once.
 *
 * <p>There are three ways to answer. At once: return a code. Through workers of its own: {@link
 * Submission#defer()}, hand the {@link Deferral} and a copy of the payload to a bounded queue,
 * return {@link #LATER}, and return {@link ResultCode#BUSY} when the queue is full. Later, from any
 * thread: the same without a queue. Acks keep the order of the connection in all three, and with
 * the server's workers, too.
 *
 * <p>A handler that throws has answered {@link ResultCode#FAILED} for that Submit; nothing else is
 * disturbed.
 */
@FunctionalInterface
public interface SubmitHandler {
  /**
   * Returned instead of a result by a handler that called {@link Submission#defer()}. No result
   * code is negative.
   */
  int LATER = -1;

  /**
   * Answers one Submit.
   *
   * @param submission what was submitted; it and its buffer die when this method returns.
   * @return one of {@link ResultCode}'s codes, or {@link #LATER} after {@code submission.defer()}.
   *     Anything else counts as {@link ResultCode#FAILED}.
   */
  int onSubmit(Submission submission);
}
