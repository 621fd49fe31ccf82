package io.framelab.loadgen;

import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.LoadResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Leads one run through its phases: connect, warm up, measure, stop, drain, half-close, verdict.
 * Knows time and counts, nothing of sockets. One thread calls {@link #run()} once; any thread may
 * {@link #stop()} it.
 *
 * <pre>{@code
 * LoadConfig config = new LoadConfig(new Target("localhost", 8888)).connections(100);
 * LoadResult result = LoadRig.run(config, LoadListener.NONE);
 * }</pre>
 */
public final class LoadRig {
  /** The server is asked so long before the measured window, and feels it in the warm-up. */
  private static final long SCRAPE_LEAD_NS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long NO_BOUND_NS = Long.MAX_VALUE / 2;

  /** The time of a schedule that has none of its own: all of it is warm-up, or it never ends. */
  private static final long NEVER_NS = SendSchedule.ENDLESS;

  private final LoadConfig config;
  private final LoadListener listener;
  private final RigClock clock;
  private final Transceiver transceiver;
  private final List<String> notes = new ArrayList<>();
  private TimesSink sink = TimesSink.NONE;
  private ServerScrape server = new ServerScrape(null);
  private volatile boolean stopped;

  /** What each connection sends of a counted run. */
  private SendQuota quota;

  /** When the schedule of the measured time ends. */
  private long scheduleEndNs = NEVER_NS;

  /**
   * Prepares a run over TCP.
   *
   * @param config what to do.
   * @param listener told about the phases.
   */
  public LoadRig(final LoadConfig config, final LoadListener listener) {
    this.config = config;
    this.listener = listener;
    this.clock = new WallClock();
    this.transceiver = new SocketTransceiver(config, clock::ring, () -> stopped);
  }

  /** Prepares a run with a clock and a transceiver of one's own. */
  LoadRig(
      final LoadConfig config,
      final LoadListener listener,
      final RigClock clock,
      final Transceiver transceiver) {
    this.config = config;
    this.listener = listener;
    this.clock = clock;
    this.transceiver = transceiver;
  }

  /**
   * Runs over TCP.
   *
   * @param config what to do.
   * @param listener told about the phases, on this thread.
   * @return what came out, also if the server broke the protocol or went away.
   * @throws RunFailure if the run could not begin.
   */
  public static LoadResult run(final LoadConfig config, final LoadListener listener) {
    return new LoadRig(config, listener).run();
  }

  /** Gives the times of the measured window to {@code sink}, too; before the run. */
  void keepTimes(final TimesSink times) {
    sink = times;
  }

  /** Asks the server what it counts; before the run. */
  void ask(final ServerScrape scrape) {
    server = scrape;
  }

  /** Ends the run early, as if its time were over: it still drains and reports. */
  public void stop() {
    stopped = true;
    clock.ring();
  }

  /**
   * Submits sent so far; any thread.
   *
   * @return a count that never falls.
   */
  public long sent() {
    return transceiver.totals().sent();
  }

  /**
   * Acks verified so far; any thread.
   *
   * @return a count that never falls.
   */
  public long acked() {
    return transceiver.totals().acked();
  }

  /**
   * Runs.
   *
   * @return what came out, also if the server broke the protocol or went away.
   * @throws RunFailure if the run could not begin: the config asks for what cannot be done, or no
   *     connection could be had.
   */
  public LoadResult run() {
    ConfigCheck.check(config);
    final Instant startedAt = Instant.now();
    quota =
        config.isOpenLoop() && config.requests() > 0
            ? SendQuota.first(config.requests(), schedule(0, 0, NEVER_NS), () -> stopped)
            : SendQuota.equal(Transceiver.UNLIMITED, config.connections());
    final Drain drain = new Drain(config, transceiver, clock, () -> stopped, notes);
    try (transceiver) {
      transceiver.connect();
      listener.onConnected();
      final Stopwatch stopwatch = new Stopwatch(config, transceiver, clock, listener, sink);
      if (warmUp(stopwatch, drain)) {
        measure(stopwatch);
      }
      final boolean drained = drain.drain();
      // Whether it drained or not: the result has the notes of the scrape.
      server.join();
      if (drained) {
        server.after(transceiver.totals());
        drain.finish();
      }
      stopwatch.collectRest();
      notes.addAll(server.notes());
      return new ResultBuilder(config, transceiver, stopwatch)
          .build(startedAt, server.difference(), notes);
    }
  }

  /** Returns whether the measured window may begin. */
  private boolean warmUp(final Stopwatch stopwatch, final Drain drain) {
    if (config.warmupNs() == 0) {
      server.before(transceiver::totals);
      return !isOver();
    }
    final boolean counted = config.requests() > 0;
    final long beginNs = clock.nanoTime();
    final long endNs = beginNs + config.warmupNs();
    if (config.isOpenLoop()) {
      if (!counted) {
        scheduleEndNs = endNs + config.durationNs();
      }
      transceiver.send(
          counted ? schedule(beginNs, NEVER_NS, endNs) : schedule(beginNs, endNs, scheduleEndNs),
          SendQuota.equal(Transceiver.UNLIMITED, config.connections()));
    } else {
      transceiver.send(Transceiver.UNLIMITED);
    }
    if (counted) {
      pass(stopwatch, endNs, () -> false);
      // So that exactly as many are measured as were asked for.
      final boolean drained = !isOver() && drain.drain();
      server.before(transceiver::totals);
      return drained;
    }
    if (server.isAsked()) {
      pass(stopwatch, endNs - Math.min(SCRAPE_LEAD_NS, config.warmupNs() / 2), () -> false);
      server.beforeAside(transceiver::totals);
    }
    pass(stopwatch, endNs, () -> false);
    return !isOver();
  }

  private void measure(final Stopwatch stopwatch) {
    stopwatch.startMeasuring();
    final long beginNs = clock.nanoTime();
    if (config.requests() > 0) {
      begin(config.requests(), beginNs);
      pass(stopwatch, beginNs + NO_BOUND_NS, transceiver::isDone);
    } else {
      long endNs = beginNs + config.durationNs();
      if (config.warmupNs() == 0) {
        scheduleEndNs = endNs;
        begin(Transceiver.UNLIMITED, beginNs);
      } else if (config.isOpenLoop()) {
        // The schedule went on while this thread was late.
        endNs = scheduleEndNs;
      }
      pass(stopwatch, endNs, () -> false);
    }
    stopwatch.endMeasuring(scheduleEndNs);
  }

  /** Sends what is measured, and nothing else, from now on. */
  private void begin(final long submits, final long beginNs) {
    if (config.isOpenLoop()) {
      transceiver.send(schedule(beginNs, beginNs, scheduleEndNs), quota);
    } else {
      transceiver.send(submits);
    }
  }

  private SendSchedule schedule(final long originNs, final long measuredFromNs, final long endNs) {
    return new SendSchedule(
        config.rate(), config.connections(), config.seed(), originNs, measuredFromNs, endNs);
  }

  /**
   * Lets time pass, interval by interval; the last interval is left to the caller, however long it
   * is.
   */
  private void pass(final Stopwatch stopwatch, final long endNs, final BooleanSupplier done) {
    while (!isOver() && !done.getAsBoolean()) {
      final long leftNs = endNs - clock.nanoTime();
      if (leftNs <= 0) {
        return;
      }
      final long tickNs = stopwatch.nextTickNs() - clock.nanoTime();
      if (tickNs <= 0 && leftNs > config.intervalNs() / 2) {
        stopwatch.tick();
      } else {
        clock.pause(tickNs <= 0 ? leftNs : Math.min(leftNs, tickNs));
      }
    }
  }

  private boolean isOver() {
    return stopped || transceiver.failures().any();
  }
}
