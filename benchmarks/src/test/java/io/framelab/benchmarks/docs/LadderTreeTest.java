package io.framelab.benchmarks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.server.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tree that docs/ladder/README.md draws is that of {@link Engine#parent()}. */
class LadderTreeTest {
  private static final Path README = Path.of("..", "docs", "ladder", "README.md");

  /** An arrow from an engine on its left, or from a corner below one. */
  private static final Pattern STEP = Pattern.compile("(\\w+|\\+) ?-+> (\\w+)");

  @Test
  void shouldDrawEveryEngineBesideItsOrigin() throws IOException {
    final Map<String, String> parents = new TreeMap<>();
    Arrays.stream(Engine.values())
        .filter(engine -> engine.parent().isPresent())
        .forEach(engine -> parents.put(engine.engineName(), engine.parent().get().engineName()));

    assertThat(drawn(Files.readString(README))).isEqualTo(parents);
  }

  @Test
  void shouldReadCornersWhenATreeHasThem() {
    final String tree =
        """
        ```
         one --> two --> three
          |       |
          |       +-------> four
          |
          +-------> five
        ```
        """;

    assertThat(drawn(tree))
        .isEqualTo(Map.of("two", "one", "three", "two", "four", "two", "five", "one"));
  }

  private static Map<String, String> drawn(final String page) {
    final List<String> lines = page.split("```")[1].lines().toList();
    final Map<String, String> parents = new TreeMap<>();
    for (int row = 0; row < lines.size(); row++) {
      final Matcher step = STEP.matcher(lines.get(row));
      for (int from = 0; step.find(from); from = step.start(2)) {
        final String origin = step.group(1);
        parents.put(step.group(2), "+".equals(origin) ? above(lines, row, step.start(1)) : origin);
      }
    }
    return parents;
  }

  /** Up along the line that ends in a corner, to the word that it hangs from. */
  private static String above(final List<String> lines, final int corner, final int column) {
    int row = corner - 1;
    while (lines.get(row).startsWith("|", column)) {
      row--;
    }
    final Matcher word = Pattern.compile("\\w+").matcher(lines.get(row));
    while (word.find()) {
      if (word.start() <= column && column < word.end()) {
        return word.group();
      }
    }
    throw new AssertionError("nothing above column " + column + " of: " + lines.get(corner));
  }
}
