package io.framelab.benchmarks.ladder.result;

import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.output.TextTable;
import io.framelab.benchmarks.output.TimeLeft;
import io.framelab.benchmarks.process.Rung;
import io.framelab.loadgen.IntervalSnapshot;
import io.framelab.loadgen.report.Words;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows a ladder while it runs: its table on stdout, how far it is on stderr. The ladder's thread
 * only.
 */
public final class LadderView {
  /** So many columns of a table fit on a terminal; the page has all. */
  private static final int COMPARED = 5;

  private static final int EXPLAINED = 7;

  private final PrintStream out;
  private final Progress progress;
  private final TextTable table;
  private boolean begun;

  /**
   * Shows nothing yet.
   *
   * @param out for the table; not closed.
   * @param progress told how far it is.
   * @param rungs all servers that may come.
   */
  public LadderView(final PrintStream out, final Progress progress, final List<Rung> rungs) {
    this.out = out;
    this.progress = progress;
    final List<List<String>> samples = new ArrayList<>();
    for (final Rung rung : rungs) {
      final List<String> sample = new ArrayList<>(Figures.WIDEST_RUN);
      sample.set(0, rung.name());
      samples.add(sample);
    }
    this.table = TextTable.like(Figures.RUN_TITLES, samples);
  }

  /**
   * The load generator warms up.
   *
   * @param rung on this server.
   */
  public void warmingUp(final Rung rung) {
    progress.step("warming up the load generator on " + rung.title());
  }

  /**
   * A run begins.
   *
   * @param rung that is to be loaded.
   * @param round counted from 1.
   * @param rounds of the ladder.
   * @param timeLeft of all runs.
   */
  public void runBegins(
      final Rung rung, final int round, final int rounds, final TimeLeft timeLeft) {
    progress.step(place(rung, round, rounds) + ", " + timeLeft.text(0));
  }

  /**
   * A run goes on.
   *
   * @param rung that is loaded.
   * @param snapshot of the load.
   * @param timeLeft of all runs.
   */
  public void runGoesOn(final Rung rung, final IntervalSnapshot snapshot, final TimeLeft timeLeft) {
    progress.detail(
        rung.title()
            + (snapshot.warmup() ? ", warm-up: " : ": ")
            + Words.count(snapshot.ackedPerSec())
            + " acks/s, "
            + timeLeft.text(snapshot.elapsedNs()));
  }

  /**
   * A run is done.
   *
   * @param run what it brought.
   */
  public void runEnded(final Run run) {
    print(table.row(Figures.run(run)));
  }

  /**
   * A server has failed.
   *
   * @param rung that did.
   * @param problem on one line, beginning with what kind of problem.
   */
  public void failed(final Rung rung, final String problem) {
    print(table.words(rung.name(), problem));
  }

  private void print(final String row) {
    progress.clear();
    if (!begun) {
      out.println(table.header());
      begun = true;
    }
    out.println(row);
    out.flush();
  }

  /**
   * The ladder has ended.
   *
   * @param result all of it.
   */
  public void ended(final LadderResult result) {
    progress.clear();
    final Map<String, String> problems = new HashMap<>();
    result.servers().stream()
        .filter(server -> server.problem() != null)
        .forEach(server -> problems.put(server.name(), server.problem()));
    print(Figures.SUMMARY_TITLES, LadderPage.summary(result), COMPARED, problems);
    if (result.summary().stream().anyMatch(Standing::generatorBound)) {
      out.println(Figures.asterisk());
    }
    print(Figures.REASON_TITLES, LadderPage.reasons(result), EXPLAINED, Map.of());
    out.println();
    result.notes().forEach(out::println);
    out.println();
    for (int i = 0; i < result.summary().size(); i++) {
      final String sentence =
          Figures.sentence(result.summary().get(i), result.servers().get(i).change());
      if (!sentence.isEmpty()) {
        out.println(sentence);
      }
    }
    out.flush();
  }

  private void print(
      final List<String> titles,
      final List<List<String>> rows,
      final int columns,
      final Map<String, String> problems) {
    final TextTable narrow =
        TextTable.like(
            titles.subList(0, columns), rows.stream().map(row -> row.subList(0, columns)).toList());
    out.println();
    out.println(narrow.header());
    for (final List<String> row : rows) {
      final String problem = problems.get(row.get(0));
      out.println(
          problem == null
              ? narrow.row(row.subList(0, columns))
              : narrow.words(row.get(0), problem));
    }
  }

  /** Leaves nothing half written when the ladder ends early. */
  public void close() {
    progress.clear();
  }

  private static String place(final Rung rung, final int round, final int rounds) {
    return "round " + round + " of " + rounds + ", " + rung.title();
  }
}
