package io.framelab.benchmarks.ladder;

import io.framelab.cli.BuildInfo;
import io.framelab.loadgen.report.LoadResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came out of a ladder. The components are the schema: JSON has their names, in their order.
 * Immutable.
 *
 * @param schemaVersion of this shape; counts up when a name changes or goes.
 * @param tool that wrote it.
 * @param env where it ran.
 * @param startedAt ISO 8601, in UTC.
 * @param config how every server was loaded.
 * @param servers in the order of the ladder.
 * @param notes what a reader should know besides.
 * @param runs in the order in which they ran.
 * @param summary per server, in the order of the ladder.
 */
record LadderResult(
    int schemaVersion,
    LoadResult.Tool tool,
    LoadResult.Env env,
    String startedAt,
    LadderConfig config,
    List<ServerFacts> servers,
    List<String> notes,
    List<Run> runs,
    List<Standing> summary) {
  private static final int SCHEMA_VERSION = 2;

  /** A result that was kept before may lack what was named later. */
  LadderResult {
    notes = notes == null ? List.of() : notes;
    runs = runs == null ? List.of() : runs;
  }

  /** Sums up; a server that had a problem has no figures, whatever it did before. */
  static LadderResult of(
      final Instant startedAt,
      final LoadResult.Env env,
      final LadderConfig config,
      final List<ServerFacts> servers,
      final List<String> notes,
      final List<Run> runs) {
    final List<String> failed =
        servers.stream().filter(server -> server.problem() != null).map(ServerFacts::name).toList();
    final List<Run> good = runs.stream().filter(run -> !failed.contains(run.name())).toList();
    return new LadderResult(
        SCHEMA_VERSION,
        new LoadResult.Tool("framelab-ladder", BuildInfo.version(), BuildInfo.commit()),
        env,
        startedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
        config,
        List.copyOf(servers),
        Stream.concat(notes.stream(), notes(good)).toList(),
        List.copyOf(runs),
        servers.stream().map(server -> Standing.of(server, good)).toList());
  }

  /** How system calls were counted, and why not where they were not. */
  private static Stream<String> notes(final List<Run> runs) {
    return runs.stream()
        .map(run -> run.syscalls().problem())
        .map(problem -> problem == null ? SyscallSlice.METHOD : SyscallSlice.NOT_COUNTED + problem)
        .distinct();
  }
}
