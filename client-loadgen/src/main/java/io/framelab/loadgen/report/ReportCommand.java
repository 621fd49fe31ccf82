package io.framelab.loadgen.report;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The flags of {@code framelab report}. Filled by picocli on the main thread, which then runs it.
 */
@Command(
    name = "framelab report",
    description = {
      "Shows results of load, ladder, compare and bench as one HTML page, which opens from disk and",
      "loads nothing. Several load results are drawn over each other."
    })
final class ReportCommand implements Callable<Integer> {
  private static final String JSON = ".json";
  private static final String HTML = ".html";

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "JSON of framelab load -f json, ladder, compare or bench; JMH's own, too.")
  List<Path> files;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "Where the page goes (default: beside the result, with its name and .html; report.html"
              + " beside the first of several).")
  Path out;

  @Override
  public Integer call() {
    final Path page = out == null ? beside() : out;
    // Also of another spelling of the same path: nobody wants to lose a result.
    if (files.stream().anyMatch(file -> isSame(file, page))) {
      throw RunFailure.usage("'" + page + "' is a result: name another file for the page by --out");
    }
    final List<ResultFile> results =
        files.stream().map(file -> ResultFile.read(file, page)).toList();
    try {
      Files.writeString(page, ReportPage.of(results));
    } catch (final IOException e) {
      throw new RunFailure(ExitCode.FAILED, "cannot write the page: " + e, e);
    }
    System.out.println("written to " + page.toAbsolutePath().normalize());
    return ExitCode.OK;
  }

  private Path beside() {
    final Path first = files.get(0);
    if (files.size() > 1) {
      return first.resolveSibling("report" + HTML);
    }
    final String name = first.toAbsolutePath().normalize().getFileName().toString();
    final String stem =
        name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
    return first.resolveSibling(stem + HTML);
  }

  private static boolean isSame(final Path file, final Path page) {
    try {
      return Files.exists(page) && Files.isSameFile(file, page);
    } catch (final IOException e) {
      // Reading or writing says what is wrong, if anything is.
      return false;
    }
  }
}
