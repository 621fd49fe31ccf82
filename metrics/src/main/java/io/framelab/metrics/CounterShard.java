package io.framelab.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The counters of one thread: only its owner writes, anybody may read. Writes are opaque, which
 * costs what a plain write costs and can neither tear nor be put off for ever; readers may see a
 * batch late, never half a value.
 */
public final class CounterShard {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  /**
   * Two cache lines before and behind, in longs, so that shards of two threads never share one or
   * its prefetched twin.
   */
  private static final int PADDING = 16;

  private static final int ROWS = ServerCounter.values().length;

  /** Of the requests' times: a cell for each bucket, then one for their sum. */
  private static final int TIMES = PADDING + ROWS;

  private static final int TIMES_SUM = TIMES + RequestTimes.BUCKETS;

  private final long[] cells = new long[TIMES_SUM + 1 + PADDING];

  /** Created by {@link ServerCounters#newShard()}. */
  CounterShard() {}

  /**
   * Counts. Owner thread only.
   *
   * @param counter the row.
   * @param count how many more, 0 or more.
   */
  public void add(final ServerCounter counter, final long count) {
    add(PADDING + counter.ordinal(), count);
  }

  /**
   * Counts requests that took equally long. Owner thread only.
   *
   * @param durationNs of each, in nanoseconds.
   * @param count how many.
   */
  public void addRequests(final long durationNs, final long count) {
    add(TIMES + RequestTimes.bucketOf(durationNs), count);
    add(TIMES_SUM, durationNs * count);
  }

  /**
   * Reads a counter. Any thread.
   *
   * @param counter the row.
   * @return what its owner has counted so far.
   */
  public long get(final ServerCounter counter) {
    return get(PADDING + counter.ordinal());
  }

  /**
   * Adds to {@code counts} what is in each bucket, and returns the sum of the times. Any thread.
   */
  long addTimesTo(final long[] counts) {
    for (int bucket = 0; bucket < RequestTimes.BUCKETS; bucket++) {
      counts[bucket] += get(TIMES + bucket);
    }
    return get(TIMES_SUM);
  }

  /** Takes over all that another shard has counted. Owner thread only. */
  void addAll(final CounterShard other) {
    for (int cell = PADDING; cell <= TIMES_SUM; cell++) {
      add(cell, other.get(cell));
    }
  }

  private void add(final int cell, final long count) {
    CELL.setOpaque(cells, cell, cells[cell] + count);
  }

  private long get(final int cell) {
    return (long) CELL.getOpaque(cells, cell);
  }
}
