package io.framelab.loadgen;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for what is still to come, and no longer than it may: for acks when sending ends, for the
 * server's goodbye after ours. The rig's thread only; {@code stopped} may change at any time.
 */
final class Drain {
  /**
   * A drain goes on while acks keep coming, but not for ever: a flood may have left minutes of work
   * in a slow server's queue.
   */
  private static final long MAX_DRAIN_NS = TimeUnit.SECONDS.toNanos(60);

  /**
   * How long the server may take to answer our half-close with its own; it has nothing left to do
   * by then.
   */
  private static final long MAX_FINISH_NS = TimeUnit.SECONDS.toNanos(1);

  private final LoadConfig config;
  private final Transceiver transceiver;
  private final RigClock clock;
  private final BooleanSupplier stopped;
  private final List<String> notes;

  /** Waits for a transceiver; what a reader should know of it goes to {@code notes}. */
  Drain(
      final LoadConfig config,
      final Transceiver transceiver,
      final RigClock clock,
      final BooleanSupplier stopped,
      final List<String> notes) {
    this.config = config;
    this.transceiver = transceiver;
    this.clock = clock;
    this.stopped = stopped;
    this.notes = notes;
  }

  /**
   * Ends the sending and waits for every ack.
   *
   * @return whether all came, but for those of connections that were lost.
   */
  boolean drain() {
    if (config.isOpenLoop()) {
      letLeaveWhatIsDue();
    }
    transceiver.send(0);
    final long boundNs =
        transceiver.failures().any()
            ? config.timeoutNs()
            : Math.max(MAX_DRAIN_NS, config.timeoutNs());
    final long beginNs = clock.nanoTime();
    final boolean drained = await(boundNs);
    if (!drained) {
      notes.add(
          "acks were still missing "
              + (clock.nanoTime() - beginNs) / 1_000_000
              + " ms after the last Submit");
    }
    return drained;
  }

  /**
   * What was due when the schedule ended still leaves, and counts: otherwise a server that stalls
   * at the end would look as if it had not.
   */
  private void letLeaveWhatIsDue() {
    if (stopped.getAsBoolean()) {
      transceiver.endSchedule(clock.nanoTime());
    }
    if (!transceiver.failures().any()) {
      await(config.timeoutNs());
    }
  }

  /** Half-closes and waits for the server to close; only after everything was acknowledged. */
  void finish() {
    transceiver.finish();
    if (!await(Math.min(MAX_FINISH_NS, config.timeoutNs()))) {
      notes.add("the server did not close every connection after our half-close");
    }
  }

  private boolean await(final long boundNs) {
    boolean mayStop = !stopped.getAsBoolean();
    long endNs = clock.nanoTime() + boundNs;
    while (!transceiver.isDone()) {
      if (stopped.getAsBoolean() && mayStop) {
        // Whoever stops a run that only waits does not want to wait.
        mayStop = false;
        endNs = Math.min(endNs, clock.nanoTime() + MAX_FINISH_NS);
      }
      final long leftNs = endNs - clock.nanoTime();
      if (leftNs <= 0) {
        return false;
      }
      clock.pause(leftNs);
    }
    return true;
  }
}
