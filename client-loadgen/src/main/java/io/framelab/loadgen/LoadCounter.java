package io.framelab.loadgen;

/** What every load thread counts: one row each. Immutable: any thread may use it. */
enum LoadCounter {
  /** Submits wholly written. */
  SENT,
  /** Acks verified. */
  ACKED,
  /** Bytes that sockets took. */
  BYTES_OUT,
  /** Bytes read from sockets. */
  BYTES_IN,
  /**
   * Submits of the measured time that became due while the window was full or the socket blocked,
   * counted when they leave or are given up.
   */
  HELD,
  /** Nanoseconds that connections could not send, all of them added up. */
  BLOCKED_NS,
  /** Submits of the measured time that were due and never left: their schedule was given up. */
  UNSENT,
  /** Nanoseconds that the thread spent waiting on its CPU for a Submit to become due. */
  SPIN_NS,
  /** Nanoseconds that the thread was away: turns of its loop that took long, added up. */
  STALL_NS,
  /** When a socket last took bytes, by {@link System#nanoTime()}; 0 before. */
  LAST_SENT_NS
}
