package io.framelab.server.watch;

import io.framelab.metrics.CounterShard;
import io.framelab.profiling.ProfileDesk;
import io.framelab.server.core.Server;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks every second whether something is above its threshold, and keeps a profile, a thread dump
 * and a heap histogram of such moments: those that nobody was there to profile. One thread of its
 * own does all of it; serving threads do nothing for it but, for the lag of event loops, a task ten
 * times a second.
 */
public final class ContinuousProfiler implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /**
   * A profiler that is being loaded and a heap that is being counted cannot be told to stop. What
   * they would leave half written goes at the next start.
   */
  private static final long CLOSE_TIMEOUT_MS = 10_000;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Server server;
  private final ProfileWatch watch;
  private final KeptProfiles kept;
  private final ProfileDesk desk;
  private final Thread thread = new Thread(this::watchUntilClosed, "framelab-watch");

  private ContinuousProfiler(
      final Thresholds thresholds,
      final KeptProfiles kept,
      final ProfileDesk desk,
      final Server server) {
    this.server = server;
    this.watch = new ProfileWatch(thresholds, Readings.of(thresholds, server));
    this.kept = kept;
    this.desk = desk;
  }

  /**
   * Begins to look.
   *
   * @param thresholds at what.
   * @param kept where moments go.
   * @param desk that records; stays the caller's, who closes it later than this.
   * @param server whose counters tell of it; stays the caller's.
   * @return the profiler at work; the caller closes it.
   */
  public static ContinuousProfiler start(
      final Thresholds thresholds,
      final KeptProfiles kept,
      final ProfileDesk desk,
      final Server server) {
    final ContinuousProfiler profiler = new ContinuousProfiler(thresholds, kept, desk, server);
    profiler.thread.setDaemon(true);
    profiler.thread.start();
    return profiler;
  }

  /** Breaks off what is being recorded; it is not kept. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watchUntilClosed() {
    final CounterShard counters = server.counters().newShard();
    final MomentKeeper keeper = new MomentKeeper(kept, desk, counters, this::sleep);
    while (sleep(PERIOD)) {
      watch
          .look(System.nanoTime())
          .ifPresent(
              moment -> {
                if (keeper.keep(moment)) {
                  watch.kept(moment);
                }
              });
    }
    server.counters().retire(counters);
  }

  /** False if it is over before that time. */
  private boolean sleep(final Duration duration) {
    try {
      return !closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (final InterruptedException e) {
      // nobody here interrupts it: it is an end, too
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
