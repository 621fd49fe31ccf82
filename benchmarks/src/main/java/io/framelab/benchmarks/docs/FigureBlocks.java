package io.framelab.benchmarks.docs;

import io.framelab.benchmarks.ladder.result.KeptResult;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The blocks of a Markdown page that hold figures. Between {@code <!-- figures: FILE WORDS -->} and
 * {@code <!-- /figures -->} stands what the kept FILE gives, and nothing else. Of a ladder's JSON
 * that is the whole of its tables or, with words, a column for each server of that name; of a text
 * file its lines or, with words, those that contain them. FILE is a path from the root. Immutable:
 * any thread may use it.
 */
final class FigureBlocks {
  /** What a page has that holds a block; the text between the marks is the last group. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "<!-- figures: (?<file>\\S+)(?<words>[^>]*?) -->\n(.*?)<!-- /figures -->",
          Pattern.DOTALL);

  private static final String JSON = ".json";

  private final Path root;
  private final Path page;

  /**
   * Blocks of one page.
   *
   * @param root of the repository.
   * @param page that has them.
   */
  FigureBlocks(final Path root, final Path page) {
    this.root = root;
    this.page = page;
  }

  /** Whether a text has any. */
  static boolean areIn(final String text) {
    return BLOCK.matcher(text).find();
  }

  /** The servers, or whatever else selects, of each block. */
  static List<List<String>> words(final String text) {
    return BLOCK.matcher(text).results().map(FigureBlocks::words).toList();
  }

  /** The text without its blocks: what people wrote. */
  static String without(final String text) {
    return BLOCK.matcher(text).replaceAll("");
  }

  /** An empty block. */
  static String block(final String file, final List<String> words) {
    final String selected = words.stream().map(word -> " " + word).collect(Collectors.joining());
    return "<!-- figures: " + file + selected + " -->\n<!-- /figures -->\n";
  }

  /** The text with every block of a ladder's result pointed to another one. */
  static String pointed(final String text, final String file) {
    return BLOCK
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1).endsWith(JSON)
                        ? block(file, words(found)).strip()
                        : found.group()));
  }

  /**
   * Renders.
   *
   * @param text of the page.
   * @return the same with every block as its file gives it.
   * @throws RunFailure for the user, if there is no such file or it holds something else.
   */
  String rendered(final String text) {
    return BLOCK.matcher(text).replaceAll(found -> Matcher.quoteReplacement(rendered(found)));
  }

  private String rendered(final MatchResult found) {
    final String file = found.group(1);
    final List<String> words = words(found);
    final String mark = block(file, words).lines().findFirst().orElseThrow();
    try {
      final Path path = root.resolve(file);
      final String figures = file.endsWith(JSON) ? ladder(path, words) : lines(path, words);
      return mark + "\n\n" + figures.stripLeading() + "\n<!-- /figures -->";
    } catch (final IOException e) {
      throw new RunFailure(ExitCode.FAILED, page + ": cannot read " + file + ": " + e, e);
    }
  }

  private String ladder(final Path path, final List<String> servers) throws IOException {
    final KeptResult result = KeptResult.read(path);
    final String markdown = path.toString().replaceAll("\\.json$", ".md");
    return (servers.isEmpty() ? result.tables() : result.columns(servers))
        + "\n"
        + result.setting()
        + " [All of it]("
        + link(Path.of(markdown))
        + ").\n";
  }

  private String lines(final Path path, final List<String> words) throws IOException {
    final String wanted = String.join(" ", words);
    final String lines =
        Files.readAllLines(path).stream()
            .filter(line -> line.contains(wanted))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    if (lines.isEmpty()) {
      throw new IOException("no line contains '" + wanted + "'");
    }
    return "```\n" + lines + "```\n\n[All of it](" + link(path) + ").\n";
  }

  private String link(final Path path) {
    return page.toAbsolutePath()
        .normalize()
        .getParent()
        .relativize(path.toAbsolutePath().normalize())
        .toString()
        .replace('\\', '/');
  }

  private static List<String> words(final MatchResult found) {
    final String words = found.group(2).strip();
    return words.isEmpty() ? List.of() : List.of(words.split("\\s+"));
  }
}
