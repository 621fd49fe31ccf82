package io.framelab.benchmarks.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for a terminal or for Markdown, row by row; the first column holds names and is aligned
 * to the left. Immutable.
 */
public final class TextTable {
  /** Stands in a cell where nothing was measured, or cannot be. */
  public static final String NONE = "–";

  private static final String GAP = "  ";

  private final List<String> titles;
  private final List<Integer> widths;

  private TextTable(final List<String> titles, final List<Integer> widths) {
    this.titles = titles;
    this.widths = widths;
  }

  /**
   * A table whose rows come later: columns as wide as the widest of their title and a sample.
   *
   * @param titles of the columns.
   * @param samples rows as wide as those to come.
   * @return an empty table.
   */
  public static TextTable like(final List<String> titles, final List<List<String>> samples) {
    final List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      final int column = i;
      final int widest = samples.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      widths.add(Math.max(titles.get(i).length(), widest));
    }
    return new TextTable(List.copyOf(titles), List.copyOf(widths));
  }

  /**
   * The line of titles.
   *
   * @return without an end of line.
   */
  public String header() {
    return row(titles);
  }

  /**
   * One line.
   *
   * @param cells one for each column.
   * @return without an end of line.
   */
  public String row(final List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> padded(cells.get(i), widths.get(i), i == 0))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  /**
   * A line that has a name and, in place of figures, words.
   *
   * @param name in the first column.
   * @param words behind it.
   * @return without an end of line.
   */
  public String words(final String name, final String words) {
    return padded(name, widths.get(0), true) + GAP + words;
  }

  /**
   * A whole table in Markdown.
   *
   * @param titles of the columns.
   * @param rows with a cell for each.
   * @return lines, each with its end.
   */
  public static String markdown(final List<String> titles, final List<List<String>> rows) {
    final String rule = "|---" + "|--:".repeat(titles.size() - 1) + "|\n";
    return markdownRow(titles)
        + rule
        + rows.stream().map(TextTable::markdownRow).collect(Collectors.joining());
  }

  private static String markdownRow(final List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String padded(final String cell, final int width, final boolean left) {
    final String padding = " ".repeat(Math.max(0, width - cell.length()));
    return left ? cell + padding : padding + cell;
  }
}
