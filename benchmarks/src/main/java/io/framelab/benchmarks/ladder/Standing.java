package io.framelab.benchmarks.ladder;

import io.framelab.loadgen.report.LoadResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What all rounds say of one server. Null is what was not measured. Immutable.
 *
 * @param name of the server.
 * @param parent the engine that it comes from.
 * @param acksPerSec acks per second.
 * @param ratioToParent its acks per second over its parent's, round by round.
 * @param cpuNsPerRequest the server's CPU time per request in nanoseconds.
 * @param allocatedBytesPerRequest heap bytes that its I/O threads allocated per Submit.
 * @param residentBytes memory at the end of the measured window.
 * @param p50Ns median service time in nanoseconds.
 * @param p99Ns 99th percentile of the service time in nanoseconds.
 * @param generatorBound whether the load generator was the limit in any round.
 */
record Standing(
    String name,
    String parent,
    Spread acksPerSec,
    Spread ratioToParent,
    Spread cpuNsPerRequest,
    Spread allocatedBytesPerRequest,
    Spread residentBytes,
    Spread p50Ns,
    Spread p99Ns,
    boolean generatorBound) {

  /** Sums up the trials of one server; its parent's are among all. */
  static Standing of(final ServerFacts server, final List<Trial> all) {
    final List<Trial> own = trials(server.name(), all);
    return new Standing(
        server.name(),
        server.parent(),
        spread(own, Trial::acksPerSec),
        ratio(own, trials(server.parent(), all)),
        spread(own, Trial::cpuNsPerRequest),
        spread(own, Trial::allocatedBytesPerRequest),
        spread(own, Trial::residentBytes),
        spread(own, Trial::p50Ns),
        spread(own, Trial::p99Ns),
        own.stream().anyMatch(trial -> LoadResult.isGeneratorBound(trial.loadCpuShare())));
  }

  private static List<Trial> trials(final String name, final List<Trial> all) {
    return all.stream().filter(trial -> trial.name().equals(name)).toList();
  }

  private static Spread ratio(final List<Trial> own, final List<Trial> parents) {
    final Map<Integer, Double> parentByRound =
        parents.stream().collect(Collectors.toMap(Trial::round, Trial::acksPerSec));
    return Spread.of(
        own.stream()
            .filter(trial -> parentByRound.containsKey(trial.round()))
            .mapToDouble(trial -> trial.acksPerSec() / parentByRound.get(trial.round())));
  }

  private static Spread spread(final List<Trial> trials, final Function<Trial, Number> figure) {
    return Spread.of(
        trials.stream().map(figure).filter(Objects::nonNull).mapToDouble(Number::doubleValue));
  }
}
