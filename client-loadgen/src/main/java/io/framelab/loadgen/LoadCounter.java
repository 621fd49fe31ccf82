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
  /** Submits that were due before they could leave: the window was full or the socket blocked. */
  HELD,
  /** Nanoseconds that connections could not send, all of them added up. */
  BLOCKED_NS,
  /** Submits that were due and never left: their schedule was given up. */
  UNSENT,
  /** Nanoseconds that the thread spent waiting on its CPU for a Submit to become due. */
  SPIN_NS
}
