package io.framelab.loadgen;

import com.sun.management.UnixOperatingSystemMXBean;
import io.framelab.cli.Range;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.Words;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Refuses, before anything is opened, what a run could not do; every message is one sentence for
 * the user. Stateless.
 */
final class ConfigCheck {
  /**
   * A sending thread owns a selector, some 200 KiB of buffers and, in an open loop, some MiB of
   * histograms; more threads than this help on no machine.
   */
  private static final int MAX_THREADS = 1024;

  /** Keeps all Submits of a window countable; socket buffers hold far fewer. */
  private static final int MAX_WINDOW = 1 << 30;

  /** Longer times would not fit what is computed with them; nobody waits that long. */
  private static final long MAX_NS = TimeUnit.DAYS.toNanos(365);

  /** Less than the rig can tell apart. */
  private static final long MIN_NS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A snapshot costs the rig about a millisecond. */
  private static final long MIN_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Times of unanswered Submits may take so much of the heap; the rest is for all else. */
  private static final double MAX_RUNS_SHARE = 0.5;

  /** Files that the virtual machine, its jars and its selectors have open. */
  private static final int FILES_BESIDES = 64;

  private ConfigCheck() {}

  static void check(final LoadConfig config) {
    Range.check("--connections", config.connections(), 1, LoadConnection.MAX_CONNECTIONS);
    Range.check("--threads", config.threads(), 1, MAX_THREADS);
    Range.check("--window", config.window(), 0, MAX_WINDOW);
    checkRate(config);
    Range.check("--requests", config.requests(), 0, LoadConfig.MAX_REQUESTS);
    time("--duration", config.durationNs(), MIN_NS);
    time("--warmup", config.warmupNs(), 0);
    time("--timeout", config.timeoutNs(), MIN_NS);
    time("--interval", config.intervalNs(), MIN_INTERVAL_NS);
    checkIntervals(config);
    checkFiles(config.connections());
    checkHeap(config, Runtime.getRuntime().maxMemory());
  }

  /** A server that stalls lets every window fill: no run must end there for want of memory. */
  static void checkHeap(final LoadConfig config, final long heapBytes) {
    final long perConnection = SentRuns.maxBytes(config.window(), config.maxRuns());
    final long most = (long) (heapBytes * MAX_RUNS_SHARE) / perConnection;
    if (config.connections() > most) {
      throw RunFailure.usage(
          "--connections '"
              + config.connections()
              + "': with --window "
              + config.window()
              + " a connection may need "
              + perConnection / 1024
              + " KiB for the times of its Submits, and the heap has room for "
              + most
              + "; use fewer connections, a smaller window or a larger heap (-Xmx)");
    }
  }

  private static void checkRate(final LoadConfig config) {
    if (config.isOpenLoop()) {
      Range.check("--rate", config.rate().perSec(), 1, SendRate.MAX_PER_SEC);
      if (config.window() == 0) {
        throw RunFailure.usage(
            "--rate and --window 0 contradict each other: a flood leaves no Submit for a schedule");
      }
      if (config.window() > SentRuns.MAX_OPEN_LOOP_WINDOW) {
        throw RunFailure.usage(
            "--window '"
                + config.window()
                + "': with --rate expected 1 to "
                + SentRuns.MAX_OPEN_LOOP_WINDOW
                + ", since a connection keeps the times of no more unanswered Submits; use more"
                + " connections");
      }
    }
  }

  /** How long so many requests take, only the server knows. */
  private static void checkIntervals(final LoadConfig config) {
    final long intervals = config.durationNs() / config.intervalNs();
    if (config.requests() == 0 && intervals > LoadResult.MAX_INTERVALS) {
      throw RunFailure.usage(
          "--duration and --interval: "
              + Words.count(intervals)
              + " intervals, and a result has room for "
              + Words.count(LoadResult.MAX_INTERVALS)
              + "; use a longer interval");
    }
  }

  private static void time(final String flag, final long ns, final long leastNs) {
    if (ns < leastNs || ns > MAX_NS) {
      throw RunFailure.usage(flag + ": expected " + Words.time(leastNs) + " to 365 days");
    }
  }

  private static void checkFiles(final int connections) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        && connections > unix.getMaxFileDescriptorCount() - FILES_BESIDES) {
      throw RunFailure.usage(
          "--connections '"
              + connections
              + "': more than the files that this process may open ("
              + unix.getMaxFileDescriptorCount()
              + "); raise the limit (ulimit -n) or use fewer connections");
    }
  }
}
