package io.framelab.loadgen;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How a load thread waits: for sockets always, and in an open loop until a Submit is due, by park
 * and spin. It sleeps in its selector, where every ack wakes it, until an alarm rings shortly
 * before the Submit is due; only what is left then is spun away. Owned by the load thread.
 */
final class DueWait {
  /**
   * The longest wait in the selector: how often silence is looked for, and the most that an order
   * waits for a thread whose sockets are quiet.
   */
  private static final long SWEEP_MS = 50;

  /**
   * Linux lets a parked thread sleep 50 us longer than asked, and the alarm has to wake the
   * selector: from here on it is quicker to spin.
   */
  static final long SPIN_NS = TimeUnit.MICROSECONDS.toNanos(80);

  /**
   * The same in an open loop, whose thread must not be away for long without noticing: a wait that
   * takes longer than it was to take is a stall of the generator.
   */
  private static final long OPEN_LOOP_MS = 10;

  private final Selector selector;
  private final Alarm alarm;
  private final LoadCounters counters;
  private final long mostMs;

  /** Waits on a selector; {@code alarm} is set by nobody else. */
  DueWait(
      final Selector selector,
      final Alarm alarm,
      final LoadCounters counters,
      final boolean openLoop) {
    this.selector = selector;
    this.alarm = alarm;
    this.counters = counters;
    this.mostMs = mostMs(openLoop);
  }

  /** The longest wait, in milliseconds. */
  static long mostMs(final boolean openLoop) {
    return openLoop ? OPEN_LOOP_MS : SWEEP_MS;
  }

  /**
   * Returns when sockets were handled, or at {@code dueNs}, or when somebody woke the selector.
   *
   * @return until when it was to wait at most, also if it waited for less.
   */
  long await(final Consumer<SelectionKey> onReady, final long dueNs) throws IOException {
    final long nowNs = System.nanoTime();
    if (dueNs <= nowNs) {
      selector.selectNow(onReady);
      return nowNs;
    }
    if (dueNs - nowNs <= SPIN_NS) {
      spin(onReady, nowNs, dueNs);
      return dueNs;
    }
    if (dueNs != DueQueue.NEVER) {
      alarm.set(dueNs - SPIN_NS);
    }
    selector.select(onReady, mostMs);
    return Math.min(dueNs, nowNs + mostMs * 1_000_000);
  }

  private void spin(final Consumer<SelectionKey> onReady, final long fromNs, final long dueNs)
      throws IOException {
    long nowNs = fromNs;
    while (nowNs < dueNs && selector.selectNow(onReady) == 0) {
      Thread.onSpinWait();
      nowNs = System.nanoTime();
    }
    // A thread that lost its CPU meanwhile did not use it.
    counters.add(LoadCounter.SPIN_NS, Math.min(nowNs, dueNs) - fromNs);
  }
}
