package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.Durations;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.ConnectionLimits;
import io.framelab.server.core.Limits;
import io.framelab.server.core.Timeouts;
import io.framelab.server.core.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** docs/OPERATIONS.md and docs/SECURITY.md say what the code does. */
class OperationsPagesTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `(--[a-z-]+)` \\| (\\S+) \\| `(tcp_server_\\w+)(\\{reason=\"(\\w+)\")?");

  @Test
  void shouldTellEveryLimitWithItsDefaultWhenAsked() throws IOException {
    final Map<String, String> told = new LinkedHashMap<>();
    ROW.matcher(page("OPERATIONS.md"))
        .results()
        .forEach(row -> told.put(row.group(1), row.group(2)));
    final ConnectionLimits connections = ConnectionLimits.HARDENED;
    final Timeouts timeouts = Timeouts.HARDENED;
    assertThat(told)
        .containsExactlyEntriesOf(
            inOrder(
                "--max-connections",
                ConnectionLimits.DEFAULT_MAX,
                "--max-connections-per-ip",
                ConnectionLimits.DEFAULT_MAX / 2,
                "--accept-rate",
                connections.acceptsPerSecond(),
                "--frame-timeout",
                Durations.format(timeouts.frame()),
                "--idle-timeout",
                Durations.format(timeouts.idle()),
                "--slow-consumer-timeout",
                Durations.format(timeouts.slowConsumer()),
                "--window",
                Limits.DEFAULT_WINDOW,
                "--workers",
                "off",
                "--worker-queue",
                Workers.DEFAULT_QUEUE));
    assertThat(told.keySet()).containsExactlyElementsOf(flags());
  }

  @Test
  void shouldHaveAParagraphForEveryLimitWhenRead() throws IOException {
    assertThat(page("OPERATIONS.md"))
        .contains(flags().stream().map(f -> "**`" + f + "`**").toList());
  }

  @Test
  void shouldNameReasonsThatAreCountedWhenItNamesAny() throws IOException {
    final List<String> labels =
        Arrays.stream(ServerCounter.values()).map(ServerCounter::labelValue).toList();
    assertThat(ROW.matcher(page("OPERATIONS.md")).results().map(row -> row.group(5)))
        .allMatch(reason -> reason == null || labels.contains(reason));
  }

  @Test
  void shouldNameTestsThatExistWhenItPromises() throws IOException {
    final List<String> named =
        Pattern.compile("`(\\w+(Test|IT))`")
            .matcher(page("SECURITY.md"))
            .results()
            .map(result -> result.group(1))
            .distinct()
            .toList();
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      final List<String> tests =
          files.map(file -> file.getFileName().toString().replace(".java", "")).toList();
      assertThat(named).isNotEmpty().isSubsetOf(tests);
    }
  }

  @Test
  void shouldQuoteFiguresAsTheyWereKeptWhenItQuotesAny() throws IOException {
    final String page = page("OPERATIONS.md");
    final List<String> quoted =
        page.lines().filter(line -> line.matches("[A-Z_]+: .*\\d.*")).toList();
    final String file = page.replaceAll("(?s).*\\(\\.\\./(benchmarks/results/[^)]*)\\).*", "$1");
    assertThat(quoted).isNotEmpty().isSubsetOf(Files.readAllLines(Path.of("..").resolve(file)));
  }

  private static List<String> flags() {
    return Stream.of(new HardeningFlags(), new WorkerFlags())
        .flatMap(flags -> CommandSpec.forAnnotatedObject(flags).options().stream())
        .map(OptionSpec::longestName)
        .toList();
  }

  private static Map<String, String> inOrder(final Object... flagsAndDefaults) {
    final Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < flagsAndDefaults.length; i += 2) {
      map.put(flagsAndDefaults[i].toString(), flagsAndDefaults[i + 1].toString());
    }
    return map;
  }

  private static String page(final String name) throws IOException {
    return Files.readString(DOCS.resolve(name));
  }
}
