package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/CONTRACT.md lists the cases that tests name, and no other. */
class ContractPageTest {
  private static final Pattern CASE = Pattern.compile("\\b[FRHS]\\d{2}\\b");
  private static final Path PAGE = Path.of("..", "docs", "CONTRACT.md");
  private static final Path SERVER_TESTS = Path.of("src", "test", "java");
  private static final Path CODEC_TESTS = Path.of("..", "codec", "src", "test", "java");

  @Test
  void shouldListTheCasesThatTestsName() throws IOException {
    final String rows =
        Files.readString(PAGE)
            .lines()
            .filter(line -> line.startsWith("| "))
            .collect(Collectors.joining("\n"));
    final Set<String> tested = new TreeSet<>(casesIn(SERVER_TESTS));
    tested.addAll(casesIn(CODEC_TESTS));
    assertThat(cases(rows)).containsExactlyElementsOf(tested);
  }

  private static Set<String> casesIn(final Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> cases(read(file)).stream())
          .collect(Collectors.toSet());
    }
  }

  private static Set<String> cases(final String text) {
    return CASE.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(final Path file) {
    try {
      return Files.readString(file);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
