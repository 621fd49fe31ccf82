package io.framelab.loadgen.stats;

import io.framelab.loadgen.report.Comparison.Round;
import io.framelab.loadgen.report.Comparison.Side;
import io.framelab.loadgen.report.Comparison.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * From slices to intervals. Stateless.
 *
 * <p>Within a round three processes get slices of the same load by turns, {@code A B A'}, then
 * {@code A' B A}, and so on. A turn gives two logarithms of CPU time per request:
 *
 * <pre>
 *   effect    log B - (log A + log A') / 2        B lies in the middle, so that a drift cancels
 *   control   log A' - log A                      both are the same server
 * </pre>
 *
 * A round gives the median over its turns, which a turn that the machine spoilt does not move.
 * Every round has processes of its own, since starts of one JVM differ by more than slices do; so
 * rounds are what is independent, and the interval is that of the mean over rounds.
 */
public final class SliceStatistics {
  /** Slices of a turn: one for each side. */
  public static final int TURN = Side.values().length;

  private SliceStatistics() {}

  /**
   * What B does to the cost of a request.
   *
   * @param rounds at least one.
   * @return of log(B / A).
   */
  public static Interval effect(final List<Round> rounds) {
    return overRounds(rounds, SliceStatistics::effectOfTurn);
  }

  /**
   * What A seems to do to itself.
   *
   * @param rounds at least one.
   * @return of log(A' / A).
   */
  public static Interval control(final List<Round> rounds) {
    return overRounds(rounds, turn -> logCost(turn, Side.CONTROL) - logCost(turn, Side.A));
  }

  private static Interval overRounds(
      final List<Round> rounds, final ToDoubleFunction<List<Slice>> ofTurn) {
    return Interval.ofMean(
        rounds.stream().mapToDouble(round -> medianOfTurns(round.slices(), ofTurn)).toArray());
  }

  private static double medianOfTurns(
      final List<Slice> slices, final ToDoubleFunction<List<Slice>> ofTurn) {
    final double[] turns = new double[slices.size() / TURN];
    for (int i = 0; i < turns.length; i++) {
      turns[i] = ofTurn.applyAsDouble(slices.subList(i * TURN, (i + 1) * TURN));
    }
    return median(turns);
  }

  private static double effectOfTurn(final List<Slice> turn) {
    return logCost(turn, Side.B) - (logCost(turn, Side.A) + logCost(turn, Side.CONTROL)) / 2;
  }

  private static double logCost(final List<Slice> turn, final Side side) {
    for (final Slice slice : turn) {
      if (slice.server() == side) {
        return Math.log((double) slice.cpuNs() / slice.acks());
      }
    }
    throw new IllegalArgumentException("a turn without a slice of " + side);
  }

  private static double median(final double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a round without a whole turn");
    }
    final double[] sorted = values.clone();
    Arrays.sort(sorted);
    final int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
