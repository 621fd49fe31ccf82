package io.framelab.loadgen;

import io.framelab.cli.RunFailure;

/**
 * What the rig needs of whatever carries Submits and acks: the rig knows phases and time, a
 * transceiver knows sockets. The rig's thread calls it, others only where it says so, and nothing
 * waits but {@link #connect()} and {@link #close()}.
 */
interface Transceiver extends AutoCloseable {
  /** As many Submits as there is time for. */
  long UNLIMITED = Long.MAX_VALUE;

  /**
   * Opens every connection or none.
   *
   * @throws RunFailure in one line, if one could not be opened.
   */
  void connect();

  /**
   * Lets the connections send that many Submits more in all, whatever was allowed before; 0 stops
   * them.
   *
   * @param submits a count or {@link #UNLIMITED}.
   */
  void send(long submits);

  /**
   * Lets the connections send that many Submits in all by a schedule, from its beginning to its
   * end. Only after everything was acknowledged.
   *
   * @param schedule of an open loop.
   * @param quota of each connection.
   */
  void send(SendSchedule schedule, SendQuota quota);

  /**
   * Ends the schedule at that time instead; what is due by then still leaves. Nothing if none has
   * begun: a run may be stopped before its first.
   */
  void endSchedule(long ns);

  /**
   * Half-closes every connection and expects the server to close. Only after everything was
   * acknowledged.
   */
  void finish();

  /** Whether the last {@link #send} or {@link #finish} is done on every connection that lives. */
  boolean isDone();

  /** What was counted since {@link #connect()}; any thread. */
  LoadTotals totals();

  /** How many acks had that result since {@link #connect()}. */
  long results(AckResult result);

  /** Adds the times since the last call to {@code into}. */
  void collectTimes(PhaseTimes into);

  /** What went wrong so far. */
  LoadFailures failures();

  /** Ends everything at once and waits for its threads. */
  @Override
  void close();
}
