package io.framelab.benchmarks.ladder.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.framelab.benchmarks.compare.ComparisonTable;
import io.framelab.benchmarks.process.SyscallSlice;
import io.framelab.cli.BuildInfo;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Comparison.Shape;
import io.framelab.loadgen.report.LoadResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came out of a ladder. The components are the schema: JSON has their names, in their order.
 * Immutable.
 *
 * @param schemaVersion of this shape; counts up when a name changes or goes.
 * @param kind {@value #KIND}: tells it from what other verbs write.
 * @param tool that wrote it.
 * @param env where it ran.
 * @param startedAt ISO 8601, in UTC.
 * @param config how every server was loaded.
 * @param servers in the order of the ladder.
 * @param notes what a reader should know besides.
 * @param runs in the order in which they ran.
 * @param summary per server, in the order of the ladder.
 * @param slicing how slices were dealt out; null unless it was thorough.
 * @param comparisons of each engine with the one it comes from, by slices; null unless it was
 *     thorough.
 * @param latency of every server at one rate; null unless it was thorough.
 * @param profiles of the engines, taken after all else; null unless they were asked for.
 */
public record LadderResult(
    int schemaVersion,
    String kind,
    LoadResult.Tool tool,
    LoadResult.Env env,
    String startedAt,
    LadderConfig config,
    List<ServerFacts> servers,
    List<String> notes,
    List<Run> runs,
    List<Standing> summary,
    @JsonInclude(JsonInclude.Include.NON_NULL) CompareResult.Config slicing,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<Comparison> comparisons,
    @JsonInclude(JsonInclude.Include.NON_NULL) RateRuns latency,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<EngineProfile> profiles) {
  /** What {@code kind} says. */
  public static final String KIND = "ladder";

  private static final int SCHEMA_VERSION = LoadResult.SCHEMA_VERSION;

  /** A result that was kept before may lack what was named later. */
  public LadderResult {
    notes = notes == null ? List.of() : notes;
    runs = runs == null ? List.of() : runs;
    kind = kind == null ? KIND : kind;
  }

  /**
   * Sums up; a server that had a problem has no figures, whatever it did before.
   *
   * @param startedAt when the first run began.
   * @param env where it ran.
   * @param config how every server was loaded.
   * @param servers in the order of the ladder.
   * @param notes what a reader should know besides.
   * @param runs in the order in which they ran.
   * @return a result without comparisons.
   */
  public static LadderResult of(
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
        KIND,
        new LoadResult.Tool("framelab-ladder", BuildInfo.version(), BuildInfo.commit()),
        env,
        startedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
        config,
        List.copyOf(servers),
        Stream.concat(notes.stream(), notes(good)).distinct().toList(),
        List.copyOf(runs),
        servers.stream().map(server -> Standing.of(server, good)).toList(),
        null,
        null,
        null,
        null);
  }

  /**
   * The same with servers that ran once more: what is known of them now counts.
   *
   * @param newer of some of the servers, loaded alike.
   * @return a result of all, without comparisons.
   */
  public LadderResult with(final LadderResult newer) {
    final Map<String, ServerFacts> facts =
        newer.servers.stream().collect(Collectors.toMap(ServerFacts::name, it -> it));
    return of(
        Instant.parse(startedAt),
        env,
        config,
        servers.stream().map(it -> facts.getOrDefault(it.name(), it)).toList(),
        notes,
        Stream.concat(runs.stream(), newer.runs.stream()).toList());
  }

  /**
   * The same with what comparisons by slices settled.
   *
   * @param how slices were dealt out.
   * @param found the comparisons.
   * @param atRate latency of every server at one rate.
   * @param more what a reader should know besides.
   * @return the whole result.
   */
  public LadderResult settled(
      final CompareResult.Config how,
      final List<Comparison> found,
      final RateRuns atRate,
      final List<String> more) {
    return new LadderResult(
        schemaVersion,
        kind,
        tool,
        env,
        startedAt,
        config,
        servers,
        Stream.concat(notes.stream(), more.stream()).toList(),
        runs,
        summary,
        how,
        found,
        atRate,
        profiles);
  }

  /**
   * The same with profiles; no figure depends on them.
   *
   * @param found in the order of the ladder.
   * @param more what a reader should know besides.
   * @return the whole result.
   */
  public LadderResult profiled(final List<EngineProfile> found, final List<String> more) {
    return new LadderResult(
        schemaVersion,
        kind,
        tool,
        env,
        startedAt,
        config,
        servers,
        Stream.concat(notes.stream(), more.stream()).toList(),
        runs,
        summary,
        slicing,
        comparisons,
        latency,
        found);
  }

  /** Whether each step was compared by slices. */
  @JsonIgnore
  boolean isSettled() {
    return comparisons != null && !comparisons.isEmpty();
  }

  /**
   * How an engine compares with the one it comes from, in the shape of {@link #stepShape}; empty if
   * nobody knows.
   */
  Optional<Comparison> step(final Standing standing) {
    return comparisons == null
        ? Optional.empty()
        : comparisons.stream()
            .filter(it -> it.b().equals(standing.name()) && it.a().equals(standing.parent()))
            .filter(it -> Objects.equals(it.shape(), stepShape()))
            .findFirst();
  }

  /**
   * The one shape of the steps that stand in a row with other figures: that of whole processes if
   * slices had it too, else the first; null if nothing was compared.
   */
  @JsonIgnore
  Shape stepShape() {
    final List<Shape> shapes =
        comparisons == null
            ? List.of()
            : comparisons.stream().map(Comparison::shape).filter(Objects::nonNull).toList();
    return shapes.contains(config.shape())
        ? config.shape()
        : shapes.stream().findFirst().orElse(null);
  }

  /** What a reader must know of a step in a row with figures of another load; empty if nothing. */
  @JsonIgnore
  String stepLabel() {
    return stepShape() == null || stepShape().equals(config.shape())
        ? ""
        : " at " + ComparisonTable.load(stepShape());
  }

  /** How system calls were counted, and why not where they were not. */
  private static Stream<String> notes(final List<Run> runs) {
    return runs.stream()
        .map(run -> run.syscalls().problem())
        .map(problem -> problem == null ? SyscallSlice.METHOD : SyscallSlice.NOT_COUNTED + problem)
        .distinct();
  }
}
