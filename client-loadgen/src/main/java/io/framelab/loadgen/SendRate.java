package io.framelab.loadgen;

/**
 * What an open loop asks for. Immutable: any thread may use it.
 *
 * @param perSec Submits per second over all connections, 1 to {@value #MAX_PER_SEC}.
 * @param arrival how they are spread.
 */
public record SendRate(long perSec, Arrival arrival) {
  /** One per nanosecond: schedules cannot tell more apart, and no machine sends them. */
  public static final long MAX_PER_SEC = 1_000_000_000;
}
