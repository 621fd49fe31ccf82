package io.framelab.benchmarks.ladder.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.framelab.benchmarks.compare.ComparePage;
import io.framelab.benchmarks.compare.ComparisonTable;
import io.framelab.benchmarks.output.TextTable;
import io.framelab.cli.Durations;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A ladder's result that was kept, for pages that show it. It may be older than a figure: that
 * shows as missing. Immutable: any thread may use it.
 */
public final class KeptResult {
  /** Stands behind a time that is not what it seems. */
  private static final String DOUBT = "†";

  private final LadderResult result;

  private KeptResult(final LadderResult result) {
    this.result = result;
  }

  /**
   * Reads one.
   *
   * @param file JSON.
   * @return the result.
   * @throws IOException if there is none.
   */
  public static KeptResult read(final Path file) throws IOException {
    try {
      return new KeptResult(LadderFiles.read(file));
    } catch (final JsonProcessingException e) {
      throw new IOException("no ladder's result: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Both tables, a row for each server.
   *
   * @return Markdown.
   */
  public String tables() {
    return LadderPage.figures(result);
  }

  /**
   * A column for each server, a row for each figure that any of them has.
   *
   * @param servers by name, in the order of the columns.
   * @return Markdown.
   */
  public String columns(final List<String> servers) {
    final List<List<String>> rows = new ArrayList<>();
    rows.add(row("acks/s", servers, (standing, server) -> Figures.acks(standing, server)));
    if (result.isSettled()) {
      addSteps(rows, servers);
    } else {
      rows.add(
          row(
              "times the acks/s of its origin",
              servers,
              (standing, server) ->
                  isShown(standing, servers) ? Figures.times(standing) : TextTable.NONE));
    }
    for (final String title : List.of("CPU ns/request", "p50", "p99")) {
      final int cell = Figures.SUMMARY_TITLES.indexOf(title);
      rows.add(
          row(title, servers, (standing, server) -> Figures.summary(standing, server).get(cell)));
    }
    for (int i = 1; i < Figures.REASON_TITLES.size(); i++) {
      final int cell = i;
      final String title = Figures.REASON_TITLES.get(i);
      rows.add(
          row(title, servers, (standing, server) -> Figures.reasons(standing, server).get(cell)));
    }
    rows.removeIf(row -> row.stream().skip(1).allMatch(TextTable.NONE::equals));
    final List<String> titles = Stream.concat(Stream.of("figure"), servers.stream()).toList();
    return (rows.isEmpty() ? "" : TextTable.markdown(titles, rows))
        + asterisk(servers)
        + doubts(servers)
        + problems(servers)
        + slices(servers);
  }

  /** What its slices say of each engine and its origin, where both have a column. */
  private void addSteps(final List<List<String>> rows, final List<String> servers) {
    final Map<String, Function<Comparison, String>> figures = new LinkedHashMap<>();
    figures.put(
        "CPU/request over its origin" + result.stepLabel() + " [95 %]",
        ComparisonTable::ratioAndInterval);
    figures.put("A / A control [95 %]", ComparisonTable::control);
    figures.put("against its origin it is", step -> step.verdict().words());
    figures.forEach(
        (title, figure) ->
            rows.add(
                row(
                    title,
                    servers,
                    (standing, server) ->
                        result
                            .step(standing)
                            .filter(step -> isShown(standing, servers))
                            .map(figure)
                            .orElse(TextTable.NONE))));
    if (result.latency() != null) {
      addLatency(rows, servers, result.latency());
    }
  }

  private void addLatency(
      final List<List<String>> rows, final List<String> servers, final RateRuns latency) {
    final Map<String, ToLongFunction<RateRun>> times = new LinkedHashMap<>();
    times.put("p50", RateRun::p50Ns);
    times.put("p99", RateRun::p99Ns);
    times.put("p99.9", RateRun::p999Ns);
    times.forEach(
        (title, time) ->
            rows.add(
                row(
                    title + " at " + Words.count(latency.askedPerSec()) + "/s",
                    servers,
                    (standing, server) ->
                        latency
                            .find(server.name())
                            .map(run -> latency(run, time))
                            .orElse(TextTable.NONE))));
  }

  /** With a mark where the time is not what it seems; why, is told below the table. */
  private static String latency(final RateRun run, final ToLongFunction<RateRun> time) {
    return Words.time(time.applyAsLong(run)) + (run.doubt().isPresent() ? DOUBT : "");
  }

  /** Why times at the one rate have a mark. */
  private String doubts(final List<String> servers) {
    return !result.isSettled() || result.latency() == null
        ? ""
        : result.latency().runs().stream()
            .filter(run -> servers.contains(run.name()) && run.doubt().isPresent())
            .map(run -> "\n" + DOUBT + " `" + run.name() + "` is " + run.doubt().get() + "\n")
            .collect(Collectors.joining());
  }

  private static boolean isShown(final Standing standing, final List<String> servers) {
    return standing.parent() != null && servers.contains(standing.parent());
  }

  /** All comparisons between servers that have a column, in every shape. */
  private String slices(final List<String> servers) {
    if (!result.isSettled()) {
      return "";
    }
    final List<Comparison> among =
        result.comparisons().stream()
            .filter(it -> servers.contains(it.a()) && servers.contains(it.b()))
            .toList();
    return among.isEmpty() ? "" : "\n" + LadderPage.slices(result, among);
  }

  private List<String> row(
      final String title,
      final List<String> servers,
      final BiFunction<Standing, ServerFacts, String> figure) {
    final List<String> row = new ArrayList<>();
    row.add(title);
    servers.forEach(
        server ->
            row.add(
                place(server)
                    .map(i -> figure.apply(result.summary().get(i), result.servers().get(i)))
                    .orElse(TextTable.NONE)));
    return row;
  }

  private String asterisk(final List<String> servers) {
    return servers.stream()
            .flatMap(server -> place(server).stream())
            .anyMatch(i -> result.summary().get(i).generatorBound())
        ? "\n\\" + Figures.asterisk() + "\n"
        : "";
  }

  private String problems(final List<String> servers) {
    return servers.stream()
        .map(server -> problem(server).map(text -> "\n`" + server + "`: " + text + "\n").orElse(""))
        .collect(Collectors.joining());
  }

  private Optional<String> problem(final String server) {
    return place(server)
        .map(i -> Optional.ofNullable(result.servers().get(i).problem()))
        .orElse(Optional.of("not in this result"));
  }

  private Optional<Integer> place(final String server) {
    return IntStream.range(0, result.servers().size())
        .filter(i -> result.servers().get(i).name().equals(server))
        .boxed()
        .findFirst();
  }

  /**
   * When, where and how it was measured.
   *
   * @return a sentence.
   */
  public String setting() {
    final LadderConfig config = result.config();
    final String slices =
        result.isSettled() ? " By slices: " + ComparePage.design(result.slicing()) + "." : "";
    return "%s, %s, %d cores, JDK %s: %d × %s after a warm-up of %s, %d connections, window %d, payload %s B."
            .formatted(
                result.startedAt().substring(0, "2026-01-31".length()),
                result.env().cpuModel(),
                result.env().cores(),
                result.env().jdk(),
                config.rounds(),
                Durations.format(Duration.ofNanos(config.durationNs())),
                Durations.format(Duration.ofNanos(config.warmupNs())),
                config.connections(),
                config.window(),
                config.payload())
        + slices;
  }
}
