package io.framelab.benchmarks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.server.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Figures in README and docs come from kept results; {@code ./framelab figures} puts them there.
 */
class FiguresTest {
  private static final Pages PAGES = new Pages(Path.of("..").toAbsolutePath().normalize());

  /**
   * A number with a unit in which speed, time, cost and gain are measured. Sizes and counts of the
   * design have others (14 bytes, 64 KiB, 2 writes), and lengths of runs are in whole seconds.
   */
  private static final Pattern MEASURED =
      Pattern.compile("\\d ?(ns|µs|us|ms|[kM]?/s|acks/s|B/request|MiB|%|×|x|times)(?![\\w])");

  /** Says of a line that its figure is computed from the design or quoted from others. */
  private static final String NOT_MEASURED = "<!-- not measured -->";

  private static final Pattern CODE =
      Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\n]*`|]\\([^)]*\\)");

  private static Stream<Path> pages() throws IOException {
    return PAGES.all().stream();
  }

  private static Stream<Path> pagesOfSpeed() throws IOException {
    return pages()
        .filter(
            page ->
                page.equals(PAGES.readme())
                    || page.startsWith(PAGES.ladder())
                    || page.endsWith("PROFILING.md"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowWhatItsFileGivesWhenAPageHasABlock(final Path page) throws IOException {
    final String text = Files.readString(page);

    assertThat(text)
        .as("as ./framelab figures renders it")
        .isEqualTo(new FigureBlocks(PAGES.root(), page).rendered(text));
  }

  @Test
  void shouldShowAWholeLadderInReadme() throws IOException {
    assertThat(FigureBlocks.words(Files.readString(PAGES.readme()))).contains(List.of());
  }

  @Test
  void shouldShowEveryEngineBesideItsOriginOnItsPage() throws IOException {
    final List<Path> ladder = pages().filter(page -> PAGES.engines(page).isPresent()).toList();
    assertThat(ladder).hasSize(Engine.values().length);
    for (final Path page : ladder) {
      assertThat(FigureBlocks.words(Files.readString(page)))
          .as("%s; ./framelab figures adds a block", page)
          .anySatisfy(words -> assertThat(words).containsAll(PAGES.engines(page).orElseThrow()));
    }
  }

  @ParameterizedTest
  @MethodSource("pagesOfSpeed")
  void shouldHaveNoMeasuredFigureOutsideOfBlocks(final Path page) throws IOException {
    assertThat(measured(Files.readString(page))).as(page.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "takes 49 ns",
        "3.5 µs",
        "6.34 M/s",
        "185 k/s",
        "300,000 acks/s",
        "34.2 B/request",
        "430 MiB",
        "8 % more",
        "8% more",
        "2.1 times",
        "19×",
        "19x as much",
        "1.5 ms each."
      })
  void shouldTakeForMeasuredWhatLooksLikeIt(final String line) {
    assertThat(measured("a\n" + line + "\nb")).containsExactly(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "14 bytes, 64 KiB each way",
        "two rounds of 3 s",
        "1 / k reads, 4 k writes",
        "`takes 49 ns`",
        "```\ntakes 49 ns\n```",
        "[a](b-3-ms/4 ms)",
        "command 0x81",
        "holds 128 MiB <!-- not measured -->",
        "<!-- figures: a.json -->\n| 49 ns |\n<!-- /figures -->"
      })
  void shouldNotTakeForMeasuredWhatIsOfTheDesign(final String text) {
    assertThat(measured(text)).isEmpty();
  }

  private static List<String> measured(final String text) {
    return Arrays.stream(CODE.matcher(FigureBlocks.without(text)).replaceAll("").split("\n"))
        .filter(line -> !line.contains(NOT_MEASURED))
        .filter(line -> MEASURED.matcher(line).find())
        .toList();
  }
}
