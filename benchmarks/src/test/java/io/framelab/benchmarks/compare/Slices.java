package io.framelab.benchmarks.compare;

import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Comparison.Shape;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.stats.Round;
import io.framelab.loadgen.stats.Side;
import io.framelab.loadgen.stats.Slice;
import io.framelab.loadgen.stats.SliceDesign;
import java.util.List;
import java.util.stream.IntStream;

/** Comparisons by slices with figures that never change. */
public final class Slices {
  private static final long SLICE_NS = 500_000_000L;

  private static final long COST_OF_A_NS = 1_000;

  private Slices() {}

  /**
   * A comparison whose rounds show some ratios; the control is a permille above and below.
   *
   * @param name such as "b / a".
   * @param ratios of B / A, one for each round.
   * @return with every slice.
   */
  public static Comparison comparison(final String name, final double... ratios) {
    final String[] names = name.split(" / ");
    return Comparison.ofSlices(
        name,
        names[1],
        names[0],
        "a change",
        new Shape(100, 100, "18"),
        IntStream.range(0, ratios.length).mapToObj(i -> round(ratios[i], i)).toList());
  }

  /**
   * The result that holds such a comparison and nothing else.
   *
   * @param name of it.
   * @param ratios of it.
   * @return as compare writes it.
   */
  public static CompareResult result(final String name, final double... ratios) {
    return new CompareResult(
        3,
        CompareResult.KIND,
        new LoadResult.Tool("framelab-compare", "1.2.3", "abc1234"),
        new LoadResult.Env("Linux", "6.1", "AMD EPYC (TM)", 2, "17.0.1", List.of()),
        "2026-01-31T23:59:58Z",
        new CompareResult.Config(ratios.length, 2, 0, SLICE_NS, 100, 100, "18"),
        List.of(),
        List.of(),
        List.of(comparison(name, ratios)));
  }

  private static Round round(final double ratio, final int number) {
    final double control = number % 2 == 0 ? 1.001 : 0.999;
    return new Round(
        "2026-01-31T23:59:58Z",
        0.0,
        IntStream.range(0, 2)
            .boxed()
            .flatMap(turn -> SliceDesign.order(0, turn).stream())
            .map(side -> slice(side, side == Side.B ? ratio : side == Side.CONTROL ? control : 1))
            .toList());
  }

  private static Slice slice(final Side side, final double times) {
    final long acks = 100_000;
    final long cpuNs = Math.round(acks * COST_OF_A_NS * times);
    return new Slice(side, "2026-01-31T23:59:58Z", SLICE_NS, acks, cpuNs, null, null);
  }
}
