package io.framelab.benchmarks.ladder.result;

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
 * @param syscallsPerRequest the server's system calls per request.
 * @param framesPerRead mean number of frames that a read brought.
 * @param framesPerFlush mean number of acks that a flush took along.
 * @param garbageCollections pauses of the server's JVM around a measured window.
 * @param residentBytes memory at the end of the measured window.
 * @param p50Ns median service time in nanoseconds.
 * @param p99Ns 99th percentile of the service time in nanoseconds.
 * @param generatorBound whether the load generator was the limit in any round.
 */
public record Standing(
    String name,
    String parent,
    Spread acksPerSec,
    Spread ratioToParent,
    Spread cpuNsPerRequest,
    Spread allocatedBytesPerRequest,
    Spread syscallsPerRequest,
    Spread framesPerRead,
    Spread framesPerFlush,
    Spread garbageCollections,
    Spread residentBytes,
    Spread p50Ns,
    Spread p99Ns,
    boolean generatorBound) {

  /** Sums up the runs of one server; its parent's are among all. */
  static Standing of(final ServerFacts server, final List<Run> all) {
    final List<Run> own = runs(server.name(), all);
    return new Standing(
        server.name(),
        server.parent(),
        spread(own, Run::acksPerSec),
        ratio(own, runs(server.parent(), all)),
        spread(own, Run::cpuNsPerRequest),
        spread(own, Run::allocatedBytesPerRequest),
        spread(own, run -> run.syscalls().perRequest()),
        spread(own, run -> run.counted().framesPerRead()),
        spread(own, run -> run.counted().framesPerFlush()),
        spread(own, run -> run.counted().garbageCollections()),
        spread(own, Run::residentBytes),
        spread(own, Run::p50Ns),
        spread(own, Run::p99Ns),
        own.stream().anyMatch(run -> LoadResult.isGeneratorBound(run.loadCpuShare())));
  }

  private static List<Run> runs(final String name, final List<Run> all) {
    return all.stream().filter(run -> run.name().equals(name)).toList();
  }

  private static Spread ratio(final List<Run> own, final List<Run> parents) {
    final Map<Integer, Double> parentByRound =
        parents.stream().collect(Collectors.toMap(Run::round, Run::acksPerSec));
    return Spread.of(
        own.stream()
            .filter(run -> parentByRound.containsKey(run.round()))
            .mapToDouble(run -> run.acksPerSec() / parentByRound.get(run.round())));
  }

  private static Spread spread(final List<Run> runs, final Function<Run, Number> figure) {
    return Spread.of(
        runs.stream().map(figure).filter(Objects::nonNull).mapToDouble(Number::doubleValue));
  }
}
