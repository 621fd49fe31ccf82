package io.framelab.loadgen;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * How many Submits each connection may send of so many in all. Immutable: any thread may use it.
 */
final class SendQuota {
  /**
   * A Poisson count strays from its mean by its root; so many roots before the end the connections
   * are looked at together, and not one by one.
   */
  private static final int MARGIN_DEVIATIONS = 8;

  private final long submits;
  private final int connections;

  /** One per connection; null if they are equal. */
  private final long[] shares;

  private SendQuota(final long submits, final int connections, final long[] shares) {
    this.submits = submits;
    this.connections = connections;
    this.shares = shares;
  }

  /**
   * Equal shares, of which the first ones take what is left over; or no limit for any if {@code
   * submits} is {@link Transceiver#UNLIMITED}.
   */
  static SendQuota equal(final long submits, final int connections) {
    return new SendQuota(submits, connections, null);
  }

  /**
   * What each connection's schedule holds up to the one Submit that is the last in time of so many.
   * Equal shares of independent arrivals would be over when the slowest connection is, long after
   * the others. Walks the whole schedule, some 20 ns a Submit: before the run, not in it.
   *
   * @param stopped ends the walk, which then says too little; nobody sends by it any more.
   */
  static SendQuota first(
      final long submits, final SendSchedule schedule, final BooleanSupplier stopped) {
    final int connections = schedule.connections();
    if (schedule.rate().arrival() == Arrival.UNIFORM) {
      return equal(submits, connections);
    }
    final double early = submits - MARGIN_DEVIATIONS * Math.sqrt(submits);
    final long untilNs =
        schedule.originNs()
            + (long) (Math.max(0, early) * SendSchedule.NS_PER_SEC / schedule.rate().perSec());
    final SendCursor[] cursors = new SendCursor[connections];
    final long[] shares = new long[connections];
    long total = 0;
    for (int i = 0; i < connections; i++) {
      cursors[i] = schedule.cursor(i);
      shares[i] = walk(cursors[i], untilNs, stopped);
      total += shares[i];
    }
    final PriorityQueue<Integer> next =
        new PriorityQueue<>(Comparator.comparingLong(i -> cursors[i].intendedNs));
    for (int i = 0; i < connections; i++) {
      next.add(i);
    }
    for (; total < submits && !stopped.getAsBoolean(); total++) {
      final int first = next.remove();
      shares[first]++;
      cursors[first].advance();
      next.add(first);
    }
    return new SendQuota(total, connections, shares);
  }

  private static long walk(
      final SendCursor cursor, final long untilNs, final BooleanSupplier stopped) {
    long walked = 0;
    for (long due = cursor.due(untilNs, SendCursor.MAX_BATCH);
        due > 0 && !stopped.getAsBoolean();
        due = cursor.due(untilNs, SendCursor.MAX_BATCH)) {
      cursor.advance(due);
      walked += due;
    }
    return walked;
  }

  /** Of all connections together. */
  long submits() {
    return submits;
  }

  /** What one connection may send, or {@link Transceiver#UNLIMITED}. */
  long of(final int connectionNumber) {
    if (shares != null) {
      return shares[connectionNumber];
    }
    if (submits == Transceiver.UNLIMITED) {
      return submits;
    }
    return submits / connections + (connectionNumber < submits % connections ? 1 : 0);
  }
}
