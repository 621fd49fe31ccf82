package io.framelab.benchmarks.ladder;

import io.framelab.cli.Durations;
import io.framelab.loadgen.report.LoadResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A ladder in Markdown. Stateless. */
final class LadderPage {
  private LadderPage() {}

  static String of(final LadderResult result) {
    final StringBuilder page = new StringBuilder("# Ladder\n\n");
    page.append(setting(result)).append('\n');
    page.append(
        TextTable.markdown(
            Figures.WIDE_TITLES, result.summary().stream().map(Figures::wide).toList()));
    page.append("\nFrom the smallest to the largest of ")
        .append(result.config().rounds())
        .append(" rounds; no verdict. `times`: acks/s over those of the engine it comes from.\n");
    if (result.summary().stream().anyMatch(Standing::generatorBound)) {
      page.append("\n\\").append(Figures.asterisk()).append('\n');
    }
    page.append("\n## What each engine changes\n\n");
    result.servers().stream()
        .filter(server -> server.change() != null)
        .forEach(server -> page.append("- ").append(change(server)).append('\n'));
    page.append("\n## Runs, in the order in which they ran\n\n");
    page.append(
        TextTable.markdown(Figures.RUN_TITLES, result.runs().stream().map(Figures::run).toList()));
    return page.toString();
  }

  private static String setting(final LadderResult result) {
    final LoadResult.Env env = result.env();
    final LadderConfig config = result.config();
    return "%s · %s, %d cores · %s %s · JDK %s · framelab %s (%s)\n"
            .formatted(
                result.startedAt(),
                env.cpuModel(),
                env.cores(),
                env.os(),
                env.kernel(),
                env.jdk(),
                result.tool().version(),
                result.tool().commit())
        + "\n%d connections, window %d, payload %s B, %s after a warm-up of %s; every ack verified\n"
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
        + " ("
        + server.transport()
        + ", threads="
        + server.threads()
        + ")";
  }
}
