package io.framelab.benchmarks.ladder.result;

import io.framelab.benchmarks.compare.ComparePage;
import io.framelab.benchmarks.compare.ComparisonTable;
import io.framelab.benchmarks.output.TextTable;
import io.framelab.cli.Durations;
import io.framelab.loadgen.report.Comparison;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** A ladder in Markdown. Stateless. */
public final class LadderPage {
  private LadderPage() {}

  /**
   * The page.
   *
   * @param result of a ladder.
   * @return all of it.
   */
  public static String of(final LadderResult result) {
    final StringBuilder page = new StringBuilder("# Ladder\n\n");
    page.append(setting(result)).append('\n').append(figures(result));
    page.append("\n## What each engine changes\n\n");
    result.servers().stream()
        .filter(server -> server.change() != null)
        .forEach(server -> page.append("- ").append(change(server)).append('\n'));
    page.append(profiles(result));
    page.append("\n## Runs, in the order in which they ran\n\n");
    page.append(
        TextTable.markdown(Figures.RUN_TITLES, result.runs().stream().map(Figures::run).toList()));
    return page.toString();
  }

  /** Both tables, with what must be known to read them. */
  static String figures(final LadderResult result) {
    final StringBuilder text = new StringBuilder();
    text.append(result.isSettled() ? settled(result) : compared(result));
    result.servers().stream()
        .filter(server -> server.problem() != null)
        .map(server -> "\n`" + server.name() + "`: " + server.problem() + "\n")
        .forEach(text::append);
    if (result.summary().stream().anyMatch(Standing::generatorBound)) {
      text.append("\n\\").append(Figures.asterisk()).append('\n');
    }
    text.append('\n').append(TextTable.markdown(Figures.REASON_TITLES, reasons(result)));
    result.notes().forEach(note -> text.append('\n').append(note).append('\n'));
    return text.toString();
  }

  private static String compared(final LadderResult result) {
    final int rounds = result.config().rounds();
    return TextTable.markdown(Figures.SUMMARY_TITLES, summary(result))
        + (rounds == 1
            ? "\nOne round"
            : "\nFrom the smallest to the largest of " + rounds + " rounds")
        + "; no verdict. `times`: acks/s over those of the engine it comes from.\n";
  }

  private static String settled(final LadderResult result) {
    final List<List<String>> rows =
        IntStream.range(0, result.summary().size())
            .mapToObj(
                i ->
                    Figures.settled(
                        result.summary().get(i),
                        result.servers().get(i),
                        result.step(result.summary().get(i))))
            .toList();
    final List<Comparison> shown =
        result.summary().stream().map(result::step).flatMap(Optional::stream).toList();
    final List<Comparison> others =
        result.comparisons().stream().filter(it -> !shown.contains(it)).toList();
    return TextTable.markdown(Figures.settledTitles(result.stepLabel()), rows)
        + "\nacks/s, CPU ns/request, p50 and p99 are those of one whole process"
        + (result.stepLabel().isEmpty() ? "" : ", under a load other than that of the ratio")
        + ". The ratio, with its"
        + " interval, and the verdict come from slices"
        + (others.isEmpty() ? ". " : "; so do those of others:\n\n")
        + slices(result, others)
        + (result.latency() == null ? "" : "\n" + result.latency().markdown());
  }

  /** Comparisons by slices, and how they were made. */
  static String slices(final LadderResult result, final List<Comparison> comparisons) {
    return ComparisonTable.markdown(comparisons)
        + "\n"
        + ComparePage.design(result.slicing())
        + ", every ack verified.\n";
  }

  /** Rows of the table that compares. */
  static List<List<String>> summary(final LadderResult result) {
    return IntStream.range(0, result.summary().size())
        .mapToObj(i -> Figures.summary(result.summary().get(i), result.servers().get(i)))
        .toList();
  }

  /** Rows of the table that explains; a server that failed has nothing to explain. */
  static List<List<String>> reasons(final LadderResult result) {
    return IntStream.range(0, result.summary().size())
        .filter(i -> result.servers().get(i).problem() == null)
        .mapToObj(i -> Figures.reasons(result.summary().get(i), result.servers().get(i)))
        .toList();
  }

  /** Nothing if none were asked for. */
  private static String profiles(final LadderResult result) {
    return result.profiles() == null || result.profiles().isEmpty()
        ? ""
        : "\n## Where the time and the memory go\n\n"
            + TextTable.markdown(
                List.of(
                    "server", "profile", "flame graph", "for go tool pprof", "what has changed"),
                result.profiles().stream().map(LadderPage::profile).toList());
  }

  private static List<String> profile(final EngineProfile profile) {
    return List.of(
        profile.engine(),
        profile.event(),
        "[flame graph](" + profile.flamegraph() + ")",
        "[pprof](" + profile.pprof() + ")",
        profile.diff() == null
            ? TextTable.NONE
            : "[against " + profile.against() + "](" + profile.diff() + ")");
  }

  private static String setting(final LadderResult result) {
    final LadderConfig config = result.config();
    return ComparePage.setting(result.startedAt(), result.env(), result.tool())
        + "\n\n%d connections, window %d, payload %s B, %s after a warm-up of %s; every ack verified\n"
            .formatted(
                config.connections(),
                config.window(),
                config.payload(),
                Durations.format(Duration.ofNanos(config.durationNs())),
                Durations.format(Duration.ofNanos(config.warmupNs())))
        + flags(result.servers());
  }

  /** The servers' JVM flags, when there are any; engines may differ in them. */
  private static String flags(final List<ServerFacts> servers) {
    final List<String> flags =
        servers.stream()
            .map(ServerFacts::jvmFlags)
            .filter(Objects::nonNull)
            .filter(list -> !list.isEmpty())
            .map(list -> String.join(" ", list))
            .distinct()
            .toList();
    return flags.isEmpty() ? "" : "\nServer JVM: `" + String.join("` or `", flags) + "`\n";
  }

  private static String change(final ServerFacts server) {
    return "`"
        + server.name()
        + "`"
        + (server.parent() == null ? "" : ", from `" + server.parent() + "`")
        + ": "
        + server.change()
        + (server.transport() == null
            ? ""
            : " (" + server.transport() + ", threads=" + server.threads() + ")");
  }
}
