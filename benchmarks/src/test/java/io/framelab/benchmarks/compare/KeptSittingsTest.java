package io.framelab.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.compare.FileComparison.Figure;
import io.framelab.codec.Once;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Words;
import io.framelab.loadgen.stats.Interval;
import io.framelab.loadgen.stats.SittingSpread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Whole sittings of the same servers on the same machine: nothing changed between them, so whatever
 * two of them disagree in is an error of the method.
 */
@Once
class KeptSittingsTest {
  private static final Path RESULTS = Path.of("results");

  /** By when they began; between their commits no server changed, nor what measures it. */
  private static final List<String> SITTINGS =
      List.of(
          "2026-11-21T1738Z",
          "2026-11-21T1819Z",
          "2026-11-21T1941Z",
          "2026-11-21T2042Z",
          "2026-11-21T2155Z");

  private static final Path PAGE = Path.of("../docs/MEASURING.md");

  private static final String BEGIN = "<!-- sittings -->\n";

  private static final String END = "<!-- /sittings -->";

  private record Pair(String a, String b, List<Interval> byRounds, List<Comparison> allowed) {
    long wrongByRounds() {
      return byRounds.stream().filter(it -> !it.includesZero()).count();
    }

    long wrong() {
      return allowed.stream().filter(it -> it.low() > 1 || it.high() < 1).count();
    }
  }

  @Test
  void shouldAgreeInNineteenOfTwentySteps() throws IOException {
    final List<Pair> pairs = pairs();

    assertThat(pairs.stream().mapToLong(Pair::wrong).sum())
        .isLessThanOrEqualTo(pairs.stream().mapToLong(it -> it.allowed.size()).sum() / 20);
  }

  /** To write the table again: {@code -Dtest=KeptSittingsTest -Dframelab.write=true}. */
  @Test
  void shouldSayInTheGuideHowTheyAgree() throws IOException {
    final String page = Files.readString(PAGE);
    final int begin = page.indexOf(BEGIN) + BEGIN.length();
    final String expected =
        page.substring(0, begin) + table(pairs()) + page.substring(page.indexOf(END, begin));
    if (Boolean.getBoolean("framelab.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(PAGE).hasContent(expected);
  }

  private static String table(final List<Pair> pairs) {
    final StringBuilder table =
        new StringBuilder(
            "| two sittings | moved besides | differ, by their rounds alone | differ, as judged |\n"
                + "|---|--:|--:|--:|\n");
    for (final Pair pair : pairs) {
      table.append(
          Words.text(
              "| %s, %s | %.1f %% | %d of %d | %d of %d |\n",
              pair.a,
              pair.b,
              100 * SittingSpread.deviation(pair.byRounds),
              pair.wrongByRounds(),
              pair.byRounds.size(),
              pair.wrong(),
              pair.allowed.size()));
    }
    final int all = pairs.stream().mapToInt(it -> it.allowed.size()).sum();
    return table
        .append(
            Words.text(
                "| all | | %d of %d | %d of %d |\n",
                pairs.stream().mapToLong(Pair::wrongByRounds).sum(),
                all,
                pairs.stream().mapToLong(Pair::wrong).sum(),
                all))
        .toString();
  }

  private static List<Pair> pairs() throws IOException {
    final List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < SITTINGS.size(); i++) {
      for (int j = i + 1; j < SITTINGS.size(); j++) {
        pairs.add(pair(SITTINGS.get(i), SITTINGS.get(j)));
      }
    }
    return pairs;
  }

  private static Pair pair(final String nameOfA, final String nameOfB) throws IOException {
    final Path a = file(nameOfA);
    final Path b = file(nameOfB);
    final Map<String, Figure> figuresOfA = SliceFigures.of(List.of(FileComparison.node(a)));
    final Map<String, Figure> figuresOfB = SliceFigures.of(List.of(FileComparison.node(b)));
    return new Pair(
        nameOfA,
        nameOfB,
        figuresOfB.keySet().stream()
            .map(it -> figuresOfB.get(it).logarithm().minus(figuresOfA.get(it).logarithm()))
            .toList(),
        Differences.of(a, b, figuresOfA, figuresOfB).comparisons());
  }

  private static Path file(final String name) throws IOException {
    try (var files = Files.newDirectoryStream(RESULTS, name + "*.json")) {
      return files.iterator().next();
    }
  }
}
