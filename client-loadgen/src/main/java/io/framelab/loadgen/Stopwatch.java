package io.framelab.loadgen;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Cuts a run into intervals and sums up those of the measured window. Reads the transceiver's
 * counters from outside, so that the load threads know nothing of warm-up and window. The rig's
 * thread only.
 */
final class Stopwatch {
  private final LoadConfig config;
  private final Transceiver transceiver;
  private final RigClock clock;
  private final LoadListener listener;
  private final TimesSink sink;
  private final PhaseTimes interval;
  private final Times measured;
  private final List<IntervalSnapshot> intervals = new ArrayList<>();
  private final Edge origin;
  private Edge last;
  private Edge start;
  private Edge end;
  private long sentUntilNs;

  Stopwatch(
      final LoadConfig config,
      final Transceiver transceiver,
      final RigClock clock,
      final LoadListener listener,
      final TimesSink sink) {
    this.config = config;
    this.transceiver = transceiver;
    this.clock = clock;
    this.listener = listener;
    this.sink = sink;
    this.interval = new PhaseTimes(config.isOpenLoop());
    this.measured = new Times(config.isOpenLoop());
    this.origin = edge();
    this.last = origin;
  }

  /** When the next interval is over, by the clock. */
  long nextTickNs() {
    return last.atNs() + config.intervalNs();
  }

  /**
   * Begins the measured window, right behind what the listener does; what came before is forgotten.
   */
  void startMeasuring() {
    final boolean idle = transceiver.isDone();
    if (idle) {
      forgetWarmup();
    }
    listener.onMeasureStart();
    start = edge();
    last = start;
    if (!idle) {
      // Later, so that what was acknowledged while the listener took its time is forgotten, too.
      forgetWarmup();
    }
    sink.begin(System.currentTimeMillis());
  }

  private void forgetWarmup() {
    transceiver.collectTimes(interval);
    // The same as the measured ones in a closed loop.
    interval.warmup.reset();
  }

  /**
   * Ends the measured time, right before what the listener does.
   *
   * @param scheduleEndNs when nothing more was to be sent; {@link SendSchedule#ENDLESS} if the last
   *     Submit says so.
   */
  void endMeasuring(final long scheduleEndNs) {
    final boolean idle = transceiver.isDone();
    if (!idle) {
      // Earlier, so that what is acknowledged while the listener takes its time is left out.
      transceiver.collectTimes(interval);
    }
    end = edge();
    listener.onMeasureEnd();
    sentUntilNs =
        Math.min(
            end.atNs(),
            scheduleEndNs == SendSchedule.ENDLESS ? end.totals().lastSentNs() : scheduleEndNs);
    if (idle) {
      transceiver.collectTimes(interval);
    }
    endInterval(end);
  }

  /**
   * Adds what was acknowledged or given up behind the measured window but was intended in it: a
   * window that ends while the server stalls must not hide the stall. Nothing in a closed loop.
   */
  void collectRest() {
    if (end != null && config.isOpenLoop()) {
      transceiver.collectTimes(interval);
      if (interval.measured.response.getTotalCount() > 0) {
        keep(end.atNs(), clock.nanoTime());
      }
      interval.reset();
    }
  }

  /** Ends an interval now. */
  void tick() {
    final Edge now = edge();
    transceiver.collectTimes(interval);
    endInterval(now);
  }

  /** Takes what was collected for that of the interval that ended then. */
  private void endInterval(final Edge now) {
    final boolean warmup = start == null;
    final IntervalSnapshot snapshot =
        snapshot(warmup, now, warmup ? interval.warmup : interval.measured);
    if (!warmup) {
      keep(last.atNs(), now.atNs());
      intervals.add(snapshot);
    }
    last = now;
    if (warmup) {
      // What was intended in the measured time and acknowledged already stays.
      interval.warmup.reset();
    } else {
      interval.reset();
    }
    listener.onInterval(snapshot);
  }

  private void keep(final long fromNs, final long toNs) {
    measured.add(interval.measured);
    sink.interval(fromNs - start.atNs(), toNs - start.atNs(), interval.measured);
  }

  private IntervalSnapshot snapshot(final boolean warmup, final Edge now, final Times times) {
    final Histogram clock = times.headline();
    final boolean none = clock.getTotalCount() == 0;
    final long lengthNs = Math.max(1, now.atNs() - last.atNs());
    final LoadTotals delta = now.totals().minus(last.totals());
    final LoadFailures failures = transceiver.failures();
    return new IntervalSnapshot(
        warmup,
        now.atNs() - origin.atNs(),
        lengthNs,
        delta.sent() * 1e9 / lengthNs,
        delta.acked() * 1e9 / lengthNs,
        inFlight(now.totals()),
        none ? null : Long.valueOf(clock.getValueAtPercentile(50)),
        none ? null : Long.valueOf(clock.getValueAtPercentile(99)),
        none ? null : Long.valueOf(clock.getMaxValue()),
        times.lag == null ? -1 : times.lag.getMaxValue(),
        failures.violations() + failures.timeouts() + failures.resets(),
        (double) delta.cpuNs() / lengthNs / config.threads());
  }

  /**
   * Counters of a running thread are read one after the other; what was sent meanwhile must not
   * look like a wider window.
   */
  private long inFlight(final LoadTotals totals) {
    final long most =
        config.window() == 0 ? Long.MAX_VALUE : (long) config.window() * config.connections();
    return Math.min(totals.inFlight(), most);
  }

  private Edge edge() {
    final LoadTotals totals = transceiver.totals();
    return new Edge(clock.nanoTime(), totals, ThreadUse.gcPauseNs());
  }

  /** Whether the measured window was reached at all. */
  boolean hasMeasured() {
    return end != null;
  }

  /** How long the warm-up took. */
  long warmupNs() {
    return config.warmupNs() == 0 ? 0 : (start == null ? last : start).atNs() - origin.atNs();
  }

  /** How long the measured window was; 0 if the run did not get there. */
  long measuredNs() {
    return end == null ? 0 : end.atNs() - start.atNs();
  }

  /** For how long of it Submits were to be sent: not while the last acks were awaited. */
  long sendingNs() {
    return end == null ? 0 : Math.max(0, sentUntilNs - start.atNs());
  }

  /** What was counted in the measured window; zeros if the run did not get there. */
  LoadTotals measuredTotals() {
    return end == null
        ? origin.totals().minus(origin.totals())
        : end.totals().minus(start.totals());
  }

  /** How long collections stopped the process in the measured window. */
  long measuredGcPauseNs() {
    return end == null ? 0 : end.gcPauseNs() - start.gcPauseNs();
  }

  /** The times of the measured window. */
  Times measuredTimes() {
    return measured;
  }

  /** The intervals of the measured window. */
  List<IntervalSnapshot> intervals() {
    return List.copyOf(intervals);
  }
}
