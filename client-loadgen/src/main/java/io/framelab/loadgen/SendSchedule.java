package io.framelab.loadgen;

/**
 * When each Submit of an open loop ought to leave: a pure function of this record, so that whoever
 * needs the times again walks them again and nobody stores them. Immutable: any thread may use it.
 *
 * @param rate over all connections.
 * @param connections that share it.
 * @param seed of the Poisson arrivals.
 * @param originNs when it begins, by {@link System#nanoTime()}.
 * @param measuredFromNs Submits that are intended earlier belong to the warm-up.
 * @param endNs Submits that would be intended then or later do not exist.
 */
record SendSchedule(
    SendRate rate, int connections, long seed, long originNs, long measuredFromNs, long endNs) {
  /** Never ends. */
  static final long ENDLESS = Long.MAX_VALUE;

  static final long NS_PER_SEC = 1_000_000_000;

  /** Stands at the first Submit of a connection; the caller's own. */
  SendCursor cursor(final int connectionNumber) {
    return rate.arrival() == Arrival.UNIFORM
        ? new UniformCursor(this, connectionNumber)
        : new PoissonCursor(this, connectionNumber);
  }

  /** The same, but over at that time. */
  SendSchedule endingAt(final long ns) {
    return new SendSchedule(rate, connections, seed, originNs, measuredFromNs, ns);
  }
}
