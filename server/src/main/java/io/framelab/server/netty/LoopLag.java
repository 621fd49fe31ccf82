package io.framelab.server.netty;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;

/**
 * How late event loops do what they should have done, found out by a small task on each, for as
 * long as the loops live. One thread at a time may ask.
 */
final class LoopLag implements LongSupplier {
  private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final List<Probe> probes;

  private LoopLag(final List<Probe> probes) {
    this.probes = probes;
  }

  /** Begins to measure. */
  static LoopLag of(final Iterable<EventExecutor> loops) {
    final List<Probe> probes =
        StreamSupport.stream(loops.spliterator(), false).map(Probe::new).toList();
    probes.forEach(Probe::schedule);
    return new LoopLag(probes);
  }

  /** The worst of all loops since the last call, in nanoseconds. */
  @Override
  public long getAsLong() {
    return probes.stream().mapToLong(Probe::takeLagNs).max().orElse(0);
  }

  /** The task of one loop. Runs there; anybody may ask how late it was, and is. */
  private static final class Probe implements Runnable {
    private final EventExecutor loop;
    private final AtomicLong worstNs = new AtomicLong();
    private volatile long dueNs;

    Probe(final EventExecutor loop) {
      this.loop = loop;
    }

    void schedule() {
      dueNs = System.nanoTime() + INTERVAL_NS;
      loop.schedule(this, INTERVAL_NS, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
      worstNs.accumulateAndGet(System.nanoTime() - dueNs, Math::max);
      schedule();
    }

    /** A loop that is stuck right now has not run it yet; one that ends never will. */
    long takeLagNs() {
      // first, because a loop that comes to it just now sets the next time
      final long lateNs = System.nanoTime() - dueNs;
      final long worst = worstNs.getAndSet(0);
      return loop.isShuttingDown() ? 0 : Math.max(worst, lateNs);
    }
  }
}
