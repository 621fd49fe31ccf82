package io.framelab.benchmarks.ladder.result;

import io.framelab.benchmarks.output.TextTable;
import io.framelab.loadgen.report.Words;
import java.util.List;
import java.util.Optional;

/**
 * Latency of every server at one rate. The components are the JSON's names. Immutable.
 *
 * @param askedPerSec Submits per second over all connections: half of what the slowest server did
 *     in a closed loop, or so many times less that all kept it.
 * @param durationNs of each measurement, in nanoseconds.
 * @param runs in the order of the ladder.
 */
public record RateRuns(long askedPerSec, long durationNs, List<RateRun> runs) {
  private static final List<String> TITLES = List.of("server", "p50", "p99", "p99.9", "max");

  /**
   * The table with what must be known to read it.
   *
   * @return Markdown.
   */
  public String markdown() {
    return TextTable.markdown(TITLES, runs.stream().map(RateRuns::row).toList())
        + "\nResponse time from when a Submit ought to have been sent, at "
        + Words.count(askedPerSec)
        + "/s over all connections: half of what the slowest server does, lowered "
        + (runs.stream().allMatch(run -> run.doubt().isEmpty())
            ? "until every server and the load generator kept it"
            : "as far as the ladder goes, and not all kept it")
        + "; one process each, no verdict.\n";
  }

  /** How a server did; empty if it is not among them. */
  Optional<RateRun> find(final String name) {
    return runs.stream().filter(run -> run.name().equals(name)).findFirst();
  }

  private static List<String> row(final RateRun run) {
    return List.of(
        run.name() + run.doubt().map(doubt -> " (" + doubt + ")").orElse(""),
        Words.time(run.p50Ns()),
        Words.time(run.p99Ns()),
        Words.time(run.p999Ns()),
        Words.time(run.maxNs()));
  }
}
