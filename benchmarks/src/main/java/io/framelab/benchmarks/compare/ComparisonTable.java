package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.output.TextTable;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Words;
import io.framelab.loadgen.stats.Side;
import io.framelab.loadgen.stats.Slice;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Comparisons as rows of a table. Stateless. */
public final class ComparisonTable {
  /** The columns; all ratios are B / A. */
  static final List<String> TITLES =
      List.of("B / A", "load", "A", "B", "ratio", "95 % interval", "A / A control", "B is");

  /** What the columns mean. */
  static final String LEGEND =
      "A, B: the server's CPU ns/request, the median of its slices. ratio: B / A over rounds of fresh"
          + " processes that took slices of the same load by turns. A difference is claimed only if"
          + " the interval excludes 1 and the ratio is further from 1 than twice what A differed"
          + " from a second A; where that control's own interval excludes 1, than twice its far end.";

  private ComparisonTable() {}

  /** One row. */
  static List<String> row(final Comparison comparison) {
    return List.of(
        comparison.name(),
        load(comparison.shape()),
        median(comparison, Side.A),
        median(comparison, Side.B),
        ratio(comparison.ratio()),
        interval(comparison.low(), comparison.high()),
        control(comparison),
        comparison.verdict().words());
  }

  /**
   * For a terminal.
   *
   * @param comparisons one for each row.
   * @return line by line.
   */
  public static Stream<String> text(final List<Comparison> comparisons) {
    final List<List<String>> rows = comparisons.stream().map(ComparisonTable::row).toList();
    final TextTable table = TextTable.like(TITLES, rows);
    return Stream.concat(Stream.of(table.header()), rows.stream().map(table::row));
  }

  /**
   * In Markdown.
   *
   * @param comparisons one for each row.
   * @return the table, if there is any row, and what must be known to read it.
   */
  public static String markdown(final List<Comparison> comparisons) {
    final List<List<String>> rows = comparisons.stream().map(ComparisonTable::row).toList();
    return (rows.isEmpty() ? "" : TextTable.markdown(TITLES, rows) + "\n") + LEGEND + "\n";
  }

  /**
   * What A seemed to be to itself, with its interval.
   *
   * @param comparison any.
   * @return a cell.
   */
  public static String control(final Comparison comparison) {
    return comparison.controlRatio() == null
        ? TextTable.NONE
        : ratio(comparison.controlRatio())
            + " "
            + interval(comparison.controlLow(), comparison.controlHigh());
  }

  /**
   * A ratio with its interval.
   *
   * @param comparison any.
   * @return a cell.
   */
  public static String ratioAndInterval(final Comparison comparison) {
    return ratio(comparison.ratio()) + " " + interval(comparison.low(), comparison.high());
  }

  /**
   * Of what load it is.
   *
   * @param shape of it; null if nobody knows.
   * @return a cell.
   */
  public static String load(final Comparison.Shape shape) {
    return shape == null
        ? TextTable.NONE
        : "c=%d w=%d s=%s".formatted(shape.connections(), shape.window(), shape.payload());
  }

  private static String median(final Comparison comparison, final Side side) {
    final double[] costs =
        comparison.rounds().stream()
            .flatMap(round -> round.slices().stream())
            .filter(slice -> slice.server() == side)
            .mapToDouble(ComparisonTable::cost)
            .sorted()
            .toArray();
    if (costs.length == 0) {
      return TextTable.NONE;
    }
    final double upper = costs[costs.length / 2];
    final double lower = costs[(costs.length - 1) / 2];
    return Words.text("%,.1f", (lower + upper) / 2);
  }

  private static double cost(final Slice slice) {
    return (double) slice.cpuNs() / slice.acks();
  }

  private static String ratio(final double ratio) {
    return Words.text("%.3f", ratio);
  }

  private static String interval(final Double low, final Double high) {
    return Stream.of(low, high).anyMatch(Objects::isNull)
        ? "[" + TextTable.NONE + "]"
        : Words.text("[%.3f, %.3f]", low, high);
  }
}
