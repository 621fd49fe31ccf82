package io.framelab.loadgen;

/**
 * What the rig wants of the load threads. Immutable; handed over through a volatile field and
 * carried out once.
 *
 * @param number counts up; a thread answers with it when it is done.
 * @param kind of order.
 * @param quota what each connection may send, for {@link Kind#SEND} and {@link Kind#BEGIN}.
 * @param schedule of an open loop, for {@link Kind#BEGIN} and {@link Kind#END}.
 */
record LoadOrder(long number, Kind kind, SendQuota quota, SendSchedule schedule) {
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
}
