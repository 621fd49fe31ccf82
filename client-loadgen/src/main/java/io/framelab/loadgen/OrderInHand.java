package io.framelab.loadgen;

import java.util.List;

/**
 * The order that a load thread carries out, and what is still to come before it is done. Any thread
 * may give an order and ask whether it is done; all else is the load thread's, in every turn of its
 * loop, and allocates nothing.
 */
final class OrderInHand {
  private final Runnable bell;

  private volatile LoadOrder order;
  private volatile long doneNumber;
  private LoadOrder taken;

  /** Acks that are still to come on connections that know how many Submits they send. */
  private long owed;

  /** Connections that do not know that yet. */
  private int endless;

  /** No order yet; {@code bell} is rung on the load thread whenever one is done. */
  OrderInHand(final Runnable bell) {
    this.bell = bell;
  }

  /** Replaces the last order; any thread. */
  void give(final LoadOrder next) {
    order = next;
  }

  /** Whether the order with this number is carried out; any thread. */
  boolean isDone(final long number) {
    return doneNumber == number;
  }

  /** The order that was given since the last call, or null; {@link #recount} once it is applied. */
  LoadOrder takeNew() {
    final LoadOrder next = order;
    if (next == taken) {
      return null;
    }
    taken = next;
    return next;
  }

  /** Counts anew what is still to come, on the connections that live. */
  void recount(final List<LoadConnection> connections) {
    owed = 0;
    endless = 0;
    for (final LoadConnection connection : connections) {
      if (!connection.key.isValid()) {
        continue;
      }
      if (connection.finishing) {
        owed++;
      } else if (connection.isEndless()) {
        endless++;
      } else {
        owed += connection.owed();
      }
    }
  }

  /** Acks came; {@code before} is how many the connection had. */
  void acked(final LoadConnection connection, final long before) {
    if (!connection.isEndless()) {
      owed -= connection.acked - before;
    }
  }

  /** A connection may have learned that it has sent its last. */
  void settled(final LoadConnection connection, final long limitBefore) {
    if (connection.limit == limitBefore) {
      return;
    }
    if (limitBefore == Transceiver.UNLIMITED) {
      endless--;
      owed += connection.owed();
    } else {
      owed -= limitBefore - connection.limit;
    }
  }

  /** Says that the order is done, once, if nothing is to come any more. */
  void answer() {
    if (owed == 0 && endless == 0 && taken != null && doneNumber != taken.number()) {
      doneNumber = taken.number();
      bell.run();
    }
  }
}
