package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.process.Rung;
import io.framelab.loadgen.report.Comparison;

/**
 * Two servers to be compared. Immutable.
 *
 * @param a what B is compared with.
 * @param b what is judged.
 * @param change the one thing that B changes; null if nobody knows.
 */
public record Pair(Rung a, Rung b, String change) {
  /**
   * By which it is found again in another result.
   *
   * @return such as "b / a".
   */
  public String name() {
    return Comparison.nameOf(a.name(), b.name());
  }
}
