package io.framelab.benchmarks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.CommandRunner;
import io.framelab.cli.ExitCode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, over a small repository. */
class RenderFiguresTest {
  private static final String RESULT =
      """
      {"schemaVersion": 2, "startedAt": "2026-01-31T23:59:58Z", "later": 1,
       "env": {"cpuModel": "CPU", "cores": 2, "jdk": "25"},
       "config": {"rounds": 1, "warmupNs": 0, "durationNs": 1000000000, "connections": 3,
                  "window": 4, "payload": "18"},
       "servers": [{"name": "unbuffered", "threads": "%s"},
                   {"name": "netty", "parent": "unbuffered", "problem": "failed: why"}],
       "summary": [{"name": "unbuffered", "acksPerSec": {"min": 1000, "max": 2000}},
                   {"name": "netty", "parent": "unbuffered"}]}
      """;

  @TempDir private Path root;
  private Path readme;
  private Path page;

  @BeforeEach
  void writeRepository() throws IOException {
    page = root.resolve("docs/ladder/05-netty.md");
    readme = root.resolve("README.md");
    Files.createDirectories(page.getParent());
    Files.writeString(root.resolve("a.json"), RESULT.formatted("virtual"));
    Files.writeString(root.resolve("b.json"), RESULT.formatted("platform"));
    Files.writeString(readme, "# x\n" + FigureBlocks.block("a.json", List.of()));
    Files.writeString(page, "# netty\n");
  }

  @Test
  void shouldRenderBlocksAndAddMissingOnesWhenNoFileIsNamed() throws IOException {
    assertThat(run()).isEqualTo(ExitCode.OK);

    assertThat(readme)
        .content()
        .contains("| unbuffered | 1,000–2,000 | – |", "| netty | failed |", "| virtual |")
        .contains("\n`netty`: failed: why\n", "2026-01-31, CPU, 2 cores, JDK 25: ");
    assertThat(page)
        .content()
        .startsWith(
            """
            # netty

            ## Measured

            <!-- figures: a.json unbuffered netty -->

            | figure | unbuffered | netty |
            |---|--:|--:|
            | acks/s | 1,000–2,000 | failed |
            """)
        .contains("| threads | virtual | – |", "[All of it](../../a.md)");
  }

  @Test
  void shouldPutABlockBelowItsHeadingWhenAPageHasOne() throws IOException {
    Files.writeString(page, "# netty\n\n## Measured\n\n## When not to do it\n");

    run();

    assertThat(page)
        .content()
        .startsWith(
            "# netty\n\n## Measured\n\n<!-- figures: a.json unbuffered netty -->\n\n| figure ")
        .endsWith("\n<!-- /figures -->\n\n## When not to do it\n");
  }

  @Test
  void shouldChangeNothingWhenAllIsRendered() throws IOException {
    run();
    final String before = Files.readString(page);

    run();

    assertThat(page).content().isEqualTo(before);
  }

  @Test
  void shouldPointEveryBlockToTheFileWhenOneIsNamed() throws IOException {
    run();

    assertThat(run(root.resolve("b.json").toString())).isEqualTo(ExitCode.OK);

    assertThat(readme).content().contains("<!-- figures: b.json -->", "| platform |");
    assertThat(page).content().contains("b.json unbuffered netty", "| threads | platform | – |");
  }

  @Test
  void shouldSaySoWhenAnEngineIsNotInTheResult() throws IOException {
    Files.writeString(page, FigureBlocks.block("a.json", List.of("netty", "limit_server")));

    run();

    assertThat(page).content().contains("| failed | – |", "`limit_server`: not in this result");
  }

  @Test
  void shouldRefuseWhenTheFileLiesElsewhere() {
    assertThat(run("/elsewhere/a.json")).isEqualTo(ExitCode.USAGE);
    assertThat(run(root.resolve("a.md").toString())).isEqualTo(ExitCode.USAGE);
  }

  private int run(final String... args) {
    final PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    return CommandRunner.flagsOnly().run(new RenderFigures(root, nowhere), args);
  }
}
