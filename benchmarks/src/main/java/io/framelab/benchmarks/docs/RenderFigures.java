package io.framelab.benchmarks.docs;

import io.framelab.benchmarks.process.Repository;
import io.framelab.cli.CommandRunner;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code framelab figures}. Started once, by the main thread. */
@Command(
    name = "framelab figures",
    description = {
      "Renders every block of figures in README and docs from the kept results that they name,",
      "and gives every engine's page one that has none."
    })
public final class RenderFigures implements Callable<Integer> {
  /** Below this a page that has no block gets one. */
  private static final String HEADING = "\n## Measured\n";

  private static final Pattern RESULT = Pattern.compile("<!-- figures: (\\S+\\.json)");

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "a ladder's kept JSON to point all blocks of a ladder to")
  private Path file;

  private final Pages pages;
  private final PrintStream out;

  /** Renders the pages of the repository that this program lies in. */
  public RenderFigures() {
    this(Repository.find().root(), System.out);
  }

  RenderFigures(final Path root, final PrintStream out) {
    this.out = out;
    this.pages = new Pages(root.toAbsolutePath().normalize());
  }

  /**
   * Renders and ends the process.
   *
   * @param args as the user typed them.
   */
  public static void main(final String[] args) {
    System.exit(CommandRunner.flagsOnly().run(new RenderFigures(), args));
  }

  @Override
  public Integer call() throws IOException {
    final String result = file == null ? shown() : kept();
    for (final Path page : pages.all()) {
      final String before = Files.readString(page);
      final String after = rendered(page, before, result);
      if (!after.equals(before)) {
        Files.writeString(page, after);
        out.println("rendered " + pages.root().relativize(page));
      }
    }
    return ExitCode.OK;
  }

  /** A page as it ought to be. */
  private String rendered(final Path page, final String text, final String result) {
    final String pointed = file == null ? text : FigureBlocks.pointed(text, result);
    final String complete =
        FigureBlocks.areIn(text)
            ? pointed
            : pages
                .engines(page)
                .map(engines -> completed(text, FigureBlocks.block(result, engines)))
                .orElse(text);
    return new FigureBlocks(pages.root(), page).rendered(complete);
  }

  private static String completed(final String text, final String block) {
    return text.contains(HEADING)
        ? text.replace(HEADING, HEADING + "\n" + block)
        : text + HEADING + "\n" + block;
  }

  private String shown() throws IOException {
    final Matcher found = RESULT.matcher(Files.readString(pages.readme()));
    if (!found.find()) {
      throw new RunFailure(ExitCode.FAILED, "README.md names no result: name one by FILE");
    }
    return found.group(1);
  }

  private String kept() {
    final Path path = file.toAbsolutePath().normalize();
    if (!path.startsWith(pages.root()) || !path.toString().endsWith(".json")) {
      throw RunFailure.usage("FILE '" + file + "': expected a .json below " + pages.root());
    }
    return pages.root().relativize(path).toString().replace('\\', '/');
  }
}
