package io.framelab.benchmarks.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureBlocksTest {
  @TempDir private Path root;
  private FigureBlocks blocks;

  @BeforeEach
  void writeResult() throws IOException {
    blocks = new FigureBlocks(root, root.resolve("docs/ladder/page.md"));
    Files.writeString(root.resolve("slices.txt"), "c=1 ratio=1.05\nc=100 ratio=1.04\n");
  }

  @Test
  void shouldShowAllLinesWhenATextFileIsNamed() {
    final String text = "before\n<!-- figures: slices.txt -->\nold\n<!-- /figures -->\nafter\n";

    final String rendered = blocks.rendered(text);

    assertThat(rendered)
        .isEqualTo(
            """
            before
            <!-- figures: slices.txt -->

            ```
            c=1 ratio=1.05
            c=100 ratio=1.04
            ```

            [All of it](../../slices.txt).

            <!-- /figures -->
            after
            """);
    assertThat(blocks.rendered(rendered)).isEqualTo(rendered);
  }

  @Test
  void shouldShowTheLinesThatContainTheWordsWhenThereAreWords() {
    assertThat(blocks.rendered(FigureBlocks.block("slices.txt", List.of("c=100", "ratio"))))
        .contains("c=100 ratio=1.04")
        .doesNotContain("c=1 ");
  }

  @Test
  void shouldFailAndNameThePageWhenAFileOrALineIsMissing() {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> blocks.rendered(FigureBlocks.block("none.txt", List.of())))
        .withMessageContainingAll("page.md", "none.txt");
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> blocks.rendered(FigureBlocks.block("slices.txt", List.of("c=7"))))
        .withMessageContaining("no line contains 'c=7'");
  }

  @Test
  void shouldPointOnlyBlocksOfALadderToAnotherResult() {
    final String text =
        FigureBlocks.block("slices.txt", List.of()) + FigureBlocks.block("a.json", List.of("x"));

    assertThat(FigureBlocks.pointed(text, "b.json"))
        .isEqualTo(
            FigureBlocks.block("slices.txt", List.of())
                + FigureBlocks.block("b.json", List.of("x")));
  }

  @Test
  void shouldLeaveOnlyWhatPeopleWroteWhenBlocksAreTaken() {
    assertThat(FigureBlocks.without("a\n" + FigureBlocks.block("a.json", List.of()) + "b"))
        .isEqualTo("a\n\nb");
  }
}
