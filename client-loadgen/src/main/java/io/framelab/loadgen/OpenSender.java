package io.framelab.loadgen;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Sends what is due in an open loop. A Submit that is due while its window is full or its socket
 * blocked stays due: its intended time does not move, so that the wait is in its response time.
 * Owned by one load thread; knows no selector, so that a test can drive it by a clock of its own.
 *
 * <pre>
 *                    nothing due, not held
 *   send() ---------> queued until its next intended time ------+
 *     ^ \                                                       |
 *     |  \ window full, socket blocked                          |
 *     |   +---------> held until an ack, or room, comes ---+    |
 *     +----------------------------------------------------+----+
 * </pre>
 */
final class OpenSender {
  /**
   * So many at a time are given up where thousands are: a rate far above what the server can do
   * leaves millions.
   */
  private static final long GIVE_UP_CHUNK = 128;

  private final SubmitWriter writer;
  private final LoadCounters counters;
  private final TimesRecorder recorder;
  private final LongSupplier nanoClock;
  private final DueQueue queue;
  private SendSchedule schedule;

  OpenSender(
      final SubmitWriter writer,
      final LoadCounters counters,
      final TimesRecorder recorder,
      final LongSupplier nanoClock,
      final int connections) {
    this.writer = writer;
    this.counters = counters;
    this.recorder = recorder;
    this.nanoClock = nanoClock;
    this.queue = new DueQueue(connections);
  }

  /** Begins another schedule; its connections begin it by {@link #begin(LoadConnection, long)}. */
  void begin(final SendSchedule next) {
    schedule = next;
    queue.clear();
  }

  /** Lets a connection send up to {@code submits} by the schedule. */
  void begin(final LoadConnection connection, final long submits) throws IOException {
    connection.begin(schedule);
    connection.allow(submits);
    send(connection);
  }

  /** Ends the schedule earlier than it said; its connections by {@link #end(LoadConnection)}. */
  void end(final long endNs) {
    if (schedule != null) {
      schedule = schedule.endingAt(Math.min(endNs, schedule.endNs()));
    }
  }

  /** Settles how many Submits a connection will have sent, if its schedule is over. */
  void end(final LoadConnection connection) {
    if (connection.toSend == null) {
      connection.allow(0);
    } else if (connection.frameOffset == 0 && connection.toSend.intendedNs >= schedule.endNs()) {
      connection.limit = Math.min(connection.limit, connection.sent);
    }
  }

  /**
   * Gives up what is due on a connection and did not leave; what is written in part still does. How
   * long it has waited counts as its response time, which is the least that this would have been.
   */
  void giveUp(final LoadConnection connection) {
    if (connection.toSend == null) {
      return;
    }
    final long nowNs = nanoClock.getAsLong();
    final long untilNs = Math.min(nowNs, schedule.endNs() - 1);
    final SendCursor cursor = connection.toSend;
    long most = connection.limit - connection.sent;
    if (most > 0 && connection.frameOffset > 0 && cursor.intendedNs <= untilNs) {
      cursor.advance();
      most--;
    }
    while (most > 0) {
      final long due = cursor.due(untilNs, Math.min(most, SendCursor.MAX_BATCH));
      if (due == 0) {
        return;
      }
      final long chunk = due < SendCursor.MAX_BATCH ? 1 : GIVE_UP_CHUNK;
      final PhaseTimes times = recorder.enter();
      try {
        for (long left = due; left > 0; left -= chunk) {
          giveUp(connection, Math.min(left, chunk), nowNs, times);
        }
      } finally {
        recorder.exit();
      }
      most -= due;
    }
  }

  /** Counts all of them as the youngest: no wait is made longer than it was. */
  private void giveUp(
      final LoadConnection connection,
      final long submits,
      final long nowNs,
      final PhaseTimes times) {
    final SendCursor cursor = connection.toSend;
    cursor.advance(submits - 1);
    if (cursor.intendedNs >= schedule.measuredFromNs()) {
      Times.record(times.measured.response, nowNs - cursor.intendedNs, submits);
      counters.add(LoadCounter.UNSENT, submits);
      if (connection.isHeldUp(cursor.intendedNs)) {
        counters.add(LoadCounter.HELD, submits);
      }
    }
    cursor.advance();
  }

  /** When the next connection is due, or {@link DueQueue#NEVER}. */
  long nextDueNs() {
    return queue.firstNs();
  }

  /** The connection that is due first; only if there is one. */
  LoadConnection poll() {
    return queue.poll();
  }

  /** Acks came, or the socket has room: sends if the connection was held up and is not any more. */
  void resume(final LoadConnection connection) throws IOException {
    if (connection.held && connection.allowance() > 0) {
      final long nowNs = nanoClock.getAsLong();
      countHeld(connection, nowNs);
      connection.release(nowNs);
      send(connection);
    }
  }

  /** Counts how long a connection has been held up to now; also while it still is. */
  void countHeld(final LoadConnection connection, final long nowNs) {
    if (connection.held) {
      counters.add(LoadCounter.BLOCKED_NS, nowNs - connection.heldSinceNs);
      connection.heldSinceNs = nowNs;
    }
  }

  /** Sends what is due on a connection that is not queued, in one write, and looks what is next. */
  void send(final LoadConnection connection) throws IOException {
    final long nowNs = nanoClock.getAsLong();
    final long room = Math.min(connection.allowance(), SendCursor.MAX_BATCH);
    final boolean begun = connection.frameOffset > 0;
    long due = 0;
    if (room > 0) {
      due = connection.toSend.due(Math.min(nowNs, schedule.endNs() - 1), room);
      due = begun ? Math.max(due, 1) : due;
    }
    boolean tookAll = !begun;
    if (due > 0) {
      final long before = connection.sent;
      tookAll = writer.writeSome(connection, due, nowNs);
      account(connection, connection.sent - before, nowNs);
    }
    settle(connection, tookAll, nowNs);
  }

  /**
   * Says whose wait it was that Submits which leave now have behind them. Those that became due in
   * a hold waited for the server; those that were overdue when it began had waited for the
   * generator up to then; behind a hold all of a write count as late as the first of them.
   */
  private void account(final LoadConnection connection, final long submits, final long nowNs) {
    if (submits == 0) {
      return;
    }
    final SendCursor cursor = connection.toSend;
    final PhaseTimes times = recorder.enter();
    try {
      long left = submits;
      for (; left > 0 && cursor.intendedNs < connection.holdToNs; left--) {
        final boolean measured = cursor.intendedNs >= schedule.measuredFromNs();
        if (cursor.intendedNs < connection.holdFromNs) {
          final Times phase = measured ? times.measured : times.warmup;
          Times.record(phase.lag, connection.holdFromNs - cursor.intendedNs);
        } else if (measured) {
          counters.add(LoadCounter.HELD, 1);
        }
        cursor.advance();
      }
      if (left > 0) {
        final boolean measured = cursor.intendedNs >= schedule.measuredFromNs();
        Times.record(
            (measured ? times.measured : times.warmup).lag, nowNs - cursor.intendedNs, left);
        cursor.advance(left);
      }
    } finally {
      recorder.exit();
    }
  }

  private void settle(final LoadConnection connection, final boolean tookAll, final long nowNs) {
    writer.awaitRoom(connection, !tookAll);
    end(connection);
    if (connection.sent == connection.limit) {
      return;
    }
    if (tookAll && connection.allowance() > 0) {
      queue.add(connection, connection.toSend.intendedNs);
    } else {
      connection.hold(nowNs);
    }
  }
}
