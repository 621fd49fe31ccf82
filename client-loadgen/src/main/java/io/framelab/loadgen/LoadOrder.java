package io.framelab.loadgen;

/**
 * What the rig wants of the load threads. Immutable; handed over through a volatile field and
 * carried out once.
 *
 * @param number counts up; a thread answers with it when it is done.
 * @param kind of order.
 * @param submits in all, over every connection of the run, or {@link Transceiver#UNLIMITED}.
 * @param connections of the whole run.
 * @param schedule of an open loop, for {@link Kind#BEGIN} and {@link Kind#END}.
 */
record LoadOrder(long number, Kind kind, long submits, int connections, SendSchedule schedule) {
  /** What an order can be about. */
  enum Kind {
    /** Send so many more, as the windows allow. */
    SEND,
    /** Begin a schedule and send so many by it. */
    BEGIN,
    /** The schedule ends earlier; what is due still leaves. */
    END,
    /** Half-close. */
    FINISH
  }

  /** What one connection may send: equal shares, the first ones take what is left over. */
  long share(final int connectionNumber) {
    if (submits == Transceiver.UNLIMITED) {
      return submits;
    }
    return submits / connections + (connectionNumber < submits % connections ? 1 : 0);
  }
}
