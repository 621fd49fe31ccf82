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

  /** Gives up what is due on a connection and did not leave; what is written in part still does. */
  void giveUp(final LoadConnection connection) {
    if (connection.toSend == null || !connection.isEndless()) {
      return;
    }
    long unsent = connection.frameOffset > 0 ? -1 : 0;
    final long nowNs = Math.min(nanoClock.getAsLong(), schedule.endNs() - 1);
    final SendCursor cursor = connection.toSend;
    long due = cursor.due(nowNs, SendCursor.MAX_BATCH);
    while (due > 0) {
      unsent += due;
      cursor.advance(due);
      due = cursor.due(nowNs, SendCursor.MAX_BATCH);
    }
    counters.add(LoadCounter.UNSENT, Math.max(0, unsent));
  }

  /** When the next connection is due, or {@link DueQueue#NEVER}. */
  long nextDueNs() {
    return queue.firstNs();
  }

  /** Connections that wait for a time. */
  int queued() {
    return queue.size();
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
      connection.held = false;
      connection.freeSinceNs = nowNs;
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

  /** All Submits of a write count as late as the first of them. */
  private void account(final LoadConnection connection, final long submits, final long nowNs) {
    if (submits == 0) {
      return;
    }
    final long intendedNs = connection.toSend.intendedNs;
    connection.toSend.advance(submits);
    if (intendedNs < connection.freeSinceNs) {
      counters.add(LoadCounter.HELD, submits);
      return;
    }
    final PhaseTimes times = recorder.enter();
    final Times phase = intendedNs < schedule.measuredFromNs() ? times.warmup : times.measured;
    Times.record(phase.lag, nowNs - intendedNs, submits);
    recorder.exit();
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
      connection.held = true;
      connection.heldSinceNs = nowNs;
    }
  }
}
