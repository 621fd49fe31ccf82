package io.framelab.loadgen;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The counters of one load thread: only that thread writes, once per batch; anybody may read and
 * sees a value at most one batch old. Results are counted by code beside the rows of {@link
 * LoadCounter}.
 */
final class LoadCounters {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  /**
   * Two cache lines before and behind, in longs, so that two threads never write to the same one or
   * its twin.
   */
  private static final int PADDING = 16;

  private static final int ROWS = LoadCounter.values().length;

  private final long[] cells = new long[PADDING + ROWS + AckResult.COUNT + PADDING];

  void add(final LoadCounter counter, final long count) {
    addTo(PADDING + counter.ordinal(), count);
  }

  /** Sets what is no sum. */
  void set(final LoadCounter counter, final long value) {
    CELL.setOpaque(cells, PADDING + counter.ordinal(), value);
  }

  void addResult(final int code, final long count) {
    addTo(PADDING + ROWS + code, count);
  }

  long get(final LoadCounter counter) {
    return (long) CELL.getOpaque(cells, PADDING + counter.ordinal());
  }

  long result(final AckResult result) {
    return (long) CELL.getOpaque(cells, PADDING + ROWS + result.ordinal());
  }

  private void addTo(final int cell, final long count) {
    CELL.setOpaque(cells, cell, cells[cell] + count);
  }
}
