package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/ladder has the rows of {@link Engine}, in the same order. */
class LadderPagesTest {
  private static final Path PAGES = Path.of("..", "docs", "ladder");

  @Test
  void shouldListTheEnginesInTheirOrder() throws IOException {
    final List<String> rows =
        Files.readString(PAGES.resolve("README.md"))
            .lines()
            .filter(line -> line.startsWith("| ["))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(Arrays.stream(Engine.values()).map(this::row).toList());
  }

  @Test
  void shouldHaveOnePageForEachEngineAndNoOther() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !"README.md".equals(name)))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(Engine.values()).map(this::page).toList());
    }
  }

  private String row(final Engine engine) {
    return "| [%s](%s) | %s | %s |"
        .formatted(
            engine.engineName(),
            page(engine),
            engine.parent().map(Engine::engineName).orElse("–"),
            engine.change());
  }

  private String page(final Engine engine) {
    return "%02d-%s.md".formatted(engine.ordinal() + 1, engine.engineName());
  }
}
