package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands and links in README are those of the tree; its figures have tests of their own. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");

  private static String readme;

  @BeforeAll
  static void readReadme() throws IOException {
    readme = Files.readString(ROOT.resolve("README.md"));
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
}
