package io.framelab.benchmarks.course;

import io.framelab.loadgen.Environment;
import io.framelab.loadgen.report.LoadResult;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What of an output a page shows. Stateless. */
final class Excerpt {
  private static final Pattern ROW =
      Pattern.compile(" *-?[\\d.]+\\w* +[\\d.]+% +[\\d.]+% +-?[\\d.]+\\w* +[\\d.]+%  .*");

  /** A line of source that has a figure before it. */
  private static final Pattern COUNTED = Pattern.compile(" *(?:-?\\d.*|\\. +-?\\d\\S*) +\\d+:.*");

  private static final Pattern FOLDER = Pattern.compile("^/.*/");

  /** Lines of source around one that has a figure. */
  private static final int AROUND = 1;

  private Excerpt() {}

  /** The rows of a table, from the top. */
  static List<String> rows(final String printed) {
    return printed.lines().filter(line -> ROW.matcher(line).matches()).toList();
  }

  /** The first rows that have some words, below what they are of. */
  static String top(final String printed, final int count, final String words) {
    final Pattern wanted = Pattern.compile(words);
    return Stream.concat(
            printed
                .lines()
                .filter(line -> line.startsWith("Type: ") || line.contains("flat  flat%")),
            rows(printed).stream().filter(row -> wanted.matcher(row).find()).limit(count))
        .collect(Collectors.joining("\n"));
  }

  /** Methods with those lines that have a figure, and their neighbours. */
  static String list(final String printed, final String method) {
    final List<String> lines =
        printed
            .lines()
            .dropWhile(line -> !line.startsWith("ROUTINE") || !line.contains(method))
            .toList();
    final TreeSet<Integer> shown = new TreeSet<>();
    for (int i = 0; i < lines.size(); i++) {
      final String line = lines.get(i);
      if (line.startsWith("ROUTINE")) {
        if (!line.contains(method)) {
          break;
        }
        shown.add(i);
        shown.add(i + 1);
      } else if (COUNTED.matcher(line).matches()) {
        IntStream.rangeClosed(i - AROUND, i + AROUND)
            .filter(it -> it < lines.size() && lines.get(it).matches("[ .\\w-]* \\d+:.*"))
            .forEach(shown::add);
      }
    }
    return shown.stream().map(lines::get).collect(Collectors.joining("\n"));
  }

  /**
   * What it was printed on.
   *
   * @param commandLine of the server, its words ended by NUL; folders in it are nobody's business,
   *     and ports are those of the page.
   * @param jdk as it names itself.
   */
  static String machine(final String commandLine, final String jdk, final String go) {
    final LoadResult.Env env = Environment.env();
    return "%s, %s, %d cores, %s %s, %s, %s\n%s"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            env.cpuModel(),
            env.cores(),
            env.os(),
            env.kernel(),
            jdk,
            go,
            Stream.of(commandLine.split("\0"))
                .map(word -> FOLDER.matcher(word).replaceFirst(""))
                .collect(Collectors.joining(" "))
                .replaceFirst(" --pprof \\d+ .*", " --pprof 6060"));
  }
}
