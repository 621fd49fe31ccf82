package io.framelab.loadgen;

/**
 * Walks the schedule of one connection. A connection has two: one at the Submit that leaves next,
 * one at the Submit whose ack comes next. Allocates nothing. Owned by one thread.
 */
abstract class SendCursor {
  /** When the Submit at which it stands ought to leave. */
  long intendedNs;

  /** Goes to the next Submit. */
  abstract void advance();

  /** Goes {@code submits} on. */
  abstract void advance(long submits);

  /**
   * How many Submits from here on ought to have left.
   *
   * @param nowNs the time, never earlier than in the call before.
   * @param most where to stop counting, at most {@link SendCursor#MAX_BATCH}.
   * @return 0 to {@code most}.
   */
  abstract long due(long nowNs, long most);

  /** More than one write can carry; keeps sums of nanoseconds far from the end of a long. */
  static final long MAX_BATCH = 8_192;
}
