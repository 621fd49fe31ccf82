package io.framelab.loadgen.stats;

import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * From slices to intervals. Stateless.
 *
 * <p>Within a round three processes get slices of the same load by turns, each turn in another
 * order ({@link SliceDesign}), so that a drift of the machine favours B in one turn and A in
 * another. A turn gives two logarithms of ratios of CPU time per request for the effect and one for
 * the control:
 *
 * <pre>
 *   effect    log B - log A,  log B - log A'
 *   control   log A' - log A                      both are the same server
 * </pre>
 *
 * A round gives the median over its pairs, which those that the machine spoilt do not move. Every
 * round has processes of its own, since starts of one JVM differ by more than slices do; so rounds
 * are what is independent, and the interval is that of the mean over rounds.
 */
public final class SliceStatistics {
  /** Slices of a turn: one for each side. */
  public static final int TURN = Side.values().length;

  private SliceStatistics() {}

  /**
   * What B does to the cost of a request.
   *
   * @param rounds at least one, each with a whole turn; every slice has acks and CPU time.
   * @return of log(B / A).
   * @throws IllegalArgumentException unless they are so.
   */
  public static Interval effect(final List<Round> rounds) {
    return overRounds(
        rounds,
        turn ->
            DoubleStream.of(
                logCost(turn, Side.B) - logCost(turn, Side.A),
                logCost(turn, Side.B) - logCost(turn, Side.CONTROL)));
  }

  /**
   * What A seems to do to itself.
   *
   * @param rounds as for the effect.
   * @return of log(A' / A).
   * @throws IllegalArgumentException unless they are so.
   */
  public static Interval control(final List<Round> rounds) {
    return overRounds(
        rounds, turn -> DoubleStream.of(logCost(turn, Side.CONTROL) - logCost(turn, Side.A)));
  }

  private static Interval overRounds(
      final List<Round> rounds, final Function<List<Slice>, DoubleStream> pairsOfTurn) {
    return Interval.ofMean(
        rounds.stream()
            .mapToDouble(round -> median(turns(round.slices()).flatMapToDouble(pairsOfTurn)))
            .toArray());
  }

  private static Stream<List<Slice>> turns(final List<Slice> slices) {
    return IntStream.range(0, slices.size() / TURN)
        .mapToObj(turn -> slices.subList(turn * TURN, (turn + 1) * TURN));
  }

  private static double logCost(final List<Slice> turn, final Side side) {
    for (final Slice slice : turn) {
      if (slice.server() == side) {
        if (slice.cpuNs() <= 0 || slice.acks() <= 0) {
          throw new IllegalArgumentException(
              "a slice of %s with %d ns of CPU time for %d acks"
                  .formatted(side, slice.cpuNs(), slice.acks()));
        }
        return Math.log((double) slice.cpuNs() / slice.acks());
      }
    }
    throw new IllegalArgumentException("a turn without a slice of " + side);
  }

  private static double median(final DoubleStream values) {
    final double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("a round without a whole turn");
    }
    final int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
