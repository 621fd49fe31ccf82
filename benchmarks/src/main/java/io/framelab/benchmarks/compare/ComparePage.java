package io.framelab.benchmarks.compare;

import io.framelab.cli.Durations;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.LoadResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What {@code framelab compare} found, for people. Stateless. */
public final class ComparePage {
  private ComparePage() {}

  /** For a terminal, line by line. */
  static Stream<String> text(final CompareResult result) {
    final Stream<String> verdicts =
        result.comparisons().stream().map(it -> subject(it) + ": " + it.verdict().words());
    return Stream.of(
            ComparisonTable.text(result.comparisons()),
            Stream.of(""),
            result.notes().stream(),
            verdicts)
        .flatMap(lines -> lines);
  }

  private static String subject(final Comparison comparison) {
    return comparison.rounds().isEmpty()
        ? comparison.name()
        : comparison.b() + " against " + comparison.a();
  }

  /** In Markdown. */
  static String markdown(final CompareResult result) {
    final StringBuilder page = new StringBuilder();
    page.append(ComparisonTable.markdown(result.comparisons())).append('\n');
    page.append(setting(result)).append('\n');
    result.notes().forEach(note -> page.append('\n').append(note).append('\n'));
    servers(result.servers()).forEach(line -> page.append('\n').append(line).append('\n'));
    return page.toString();
  }

  private static String setting(final CompareResult result) {
    final String setting = setting(result.startedAt(), result.env(), result.tool());
    return result.config() == null ? setting : setting + " · " + design(result.config());
  }

  /**
   * When, where and by what it was measured.
   *
   * @param startedAt ISO 8601.
   * @param env the machine.
   * @param tool the program.
   * @return a line without its end.
   */
  public static String setting(
      final String startedAt, final LoadResult.Env env, final LoadResult.Tool tool) {
    return "%s · %s, %d cores · %s %s · JDK %s · framelab %s (%s)"
        .formatted(
            startedAt,
            env.cpuModel(),
            env.cores(),
            env.os(),
            env.kernel(),
            env.jdk(),
            tool.version(),
            tool.commit());
  }

  /**
   * How slices were dealt out.
   *
   * @param config of the comparison.
   * @return words for the middle of a sentence.
   */
  public static String design(final CompareResult.Config config) {
    return "%d rounds of %d turns of %s after a warm-up of %s"
        .formatted(
            config.rounds(),
            config.turns(),
            Durations.format(Duration.ofNanos(config.sliceNs())),
            Durations.format(Duration.ofNanos(config.warmupNs())));
  }

  private static Stream<String> servers(final List<CompareResult.Server> servers) {
    return servers.stream()
        .map(
            server ->
                "`"
                    + server.name()
                    + "`: `"
                    + String.join(" ", server.command())
                    + "`"
                    + (server.jvmFlags().isEmpty()
                        ? ""
                        : ", JVM: `" + String.join(" ", server.jvmFlags()) + "`"));
  }
}
