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
  BYTES_IN
}
