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

  private final long[] cells = new long[PADDING + ROWS + PADDING];

  /** Created by {@link ServerCounters#newShard()}. */
  CounterShard() {}

  /**
   * Counts. Owner thread only.
   *
   * @param counter the row.
   * @param count how many more, 0 or more.
   */
  public void add(final ServerCounter counter, final long count) {
    final int cell = PADDING + counter.ordinal();
    CELL.setOpaque(cells, cell, cells[cell] + count);
  }

  /**
   * Reads a counter. Any thread.
   *
   * @param counter the row.
   * @return what its owner has counted so far.
   */
  public long get(final ServerCounter counter) {
    return (long) CELL.getOpaque(cells, PADDING + counter.ordinal());
  }
}
