package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What README shows comes from somewhere: figures from a kept result, commands and links from the
 * tree.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LADDER =
      Pattern.compile("<!-- ladder: (\\S+) -->\n(.*)\n<!-- /ladder -->", Pattern.DOTALL);

  private static String readme;

  @BeforeAll
  static void readReadme() throws IOException {
    readme = Files.readString(ROOT.resolve("README.md"));
  }

  @Test
  void shouldShowTheTableOfTheResultThatItNames() throws IOException {
    final Matcher ladder = LADDER.matcher(readme);
    assertThat(ladder.find()).as("README has a ladder that names its result").isTrue();
    final String result = Files.readString(ROOT.resolve(ladder.group(1)));
    assertThat(rows(result)).startsWith(rows(ladder.group(2)).toArray(new String[0]));
    assertThat(rows(ladder.group(2))).hasSizeGreaterThan(2);
  }

  @Test
  void shouldNameOnlyVerbsThatTheLauncherHas() throws IOException {
    final String launcher = Files.readString(ROOT.resolve("framelab"));
    final Matcher command = Pattern.compile("(?m)^\\./framelab (\\w+)").matcher(readme);
    while (command.find()) {
      assertThat(launcher).containsPattern("(?m)^  " + command.group(1) + "\\b");
    }
  }

  @Test
  void shouldLinkOnlyToWhatIsThere() {
    final Matcher link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(readme);
    while (link.find()) {
      assertThat(ROOT.resolve(link.group(1))).exists();
    }
  }

  private static List<String> rows(final String markdown) {
    return markdown.lines().filter(line -> line.startsWith("|")).toList();
  }
}
