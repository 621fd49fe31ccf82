package io.framelab.metrics;

import java.util.HashSet;
import java.util.Set;

/**
 * All shards of a server and their sums. Any thread may call it; shards come and go with threads,
 * never with messages, so a lock is cheap enough here.
 */
public final class ServerCounters {
  private final Set<CounterShard> shards = new HashSet<>();
  private final CounterShard retired = new CounterShard();

  /** Creates counters that stand at zero. */
  public ServerCounters() {}

  /**
   * Adds a shard for one thread.
   *
   * @return a shard that only the thread it is meant for may write.
   */
  public synchronized CounterShard newShard() {
    final CounterShard shard = new CounterShard();
    shards.add(shard);
    return shard;
  }

  /**
   * Takes over what a shard has counted and forgets the shard. Called when its owner has written
   * for the last time.
   *
   * @param shard of {@link #newShard()}; ignored if retired before.
   */
  public synchronized void retire(final CounterShard shard) {
    if (shards.remove(shard)) {
      retired.addAll(shard);
    }
  }

  /**
   * The sum of a counter over all threads, those that ended included.
   *
   * @param counter the row.
   * @return never less than an earlier sum.
   */
  public synchronized long total(final ServerCounter counter) {
    long total = retired.get(counter);
    for (final CounterShard shard : shards) {
      total += shard.get(counter);
    }
    return total;
  }

  /**
   * What there is just now, in all threads together.
   *
   * @param gauge the row.
   * @return in the row's unit, 0 or more.
   */
  public synchronized long now(final ServerGauge gauge) {
    long now = now(gauge, retired);
    for (final CounterShard shard : shards) {
      now += now(gauge, shard);
    }
    return now;
  }

  /**
   * What has begun in a shard ends there, too. The end is read first: what comes and goes meanwhile
   * must not make the figure negative.
   */
  private static long now(final ServerGauge gauge, final CounterShard shard) {
    final long ended = shard.get(gauge.ended());
    return shard.get(gauge.begun()) - ended;
  }

  /**
   * How long the requests of all threads took, those of threads that ended included.
   *
   * @return a snapshot; no bucket is ever less than it was in an earlier one.
   */
  public synchronized RequestTimes requestTimes() {
    final long[] counts = new long[RequestTimes.BUCKETS];
    long sumNs = retired.addTimesTo(counts);
    for (final CounterShard shard : shards) {
      sumNs += shard.addTimesTo(counts);
    }
    return new RequestTimes(counts, sumNs);
  }

  /**
   * Connections open now.
   *
   * @return accepted less closed, 0 or more.
   */
  public synchronized long connected() {
    // closed first: a connection that comes and goes meanwhile must not make the figure negative
    long closed = 0;
    for (final ServerCounter counter : ServerCounter.values()) {
      if (ServerCounter.CLOSED_PEER.meter().equals(counter.meter())) {
        closed += total(counter);
      }
    }
    return Math.max(0, total(ServerCounter.ACCEPTED) - closed);
  }
}
