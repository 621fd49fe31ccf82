package io.framelab.loadgen.stats;

import java.util.List;

/**
 * Fresh processes of all sides, and the slices that they got by turns.
 *
 * @param startedAt ISO 8601, in UTC.
 * @param slices in the order in which they ran; every three are a turn.
 */
public record Round(String startedAt, List<Slice> slices) {
  /** Copies. */
  public Round {
    slices = List.copyOf(slices);
  }
}
