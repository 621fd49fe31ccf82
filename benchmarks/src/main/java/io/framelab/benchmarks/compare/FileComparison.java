package io.framelab.benchmarks.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.Environment;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.stats.Goal;
import io.framelab.loadgen.stats.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what two files or folders hold: figures of the same name, each with several samples that
 * are independent of each other. There is no pairing and, but for results by slices, no control.
 * Stateless.
 */
public final class FileComparison {
  private static final String JSON = ".json";

  private FileComparison() {}

  /**
   * Compares.
   *
   * @param a a result, or a folder of them.
   * @param b another.
   * @return a comparison for each figure that both have.
   * @throws RunFailure for the user, if there is none.
   */
  static CompareResult of(final Path a, final Path b) {
    final List<Kept> resultsOfA = kept(a);
    final List<Kept> resultsOfB = kept(b);
    final Map<String, Figure> figuresOfA = Figure.in(resultsOfA);
    final Map<String, Figure> figuresOfB = Figure.in(resultsOfB);
    final Differences differences = Differences.of(a, b, figuresOfA, figuresOfB);
    if (differences.comparisons().isEmpty()) {
      throw RunFailure.usage(
          "nothing in '%s' has a counterpart in '%s': %s and %s"
              .formatted(b, a, figuresOfB.keySet(), figuresOfA.keySet()));
    }
    return new CompareResult(
        CompareResult.SCHEMA_VERSION,
        CompareResult.KIND,
        CompareMain.tool(),
        Environment.env(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        null,
        List.of(),
        Stream.concat(notes(differences), differences(resultsOfA, resultsOfB).stream()).toList(),
        differences.comparisons());
  }

  /** Refuses to compare what was not measured alike, and names the difference. */
  static void refuseUnlike(
      final String what, final Map<String, String> a, final Map<String, String> b) {
    final String differences =
        a.keySet().stream()
            .filter(key -> !a.get(key).equals(b.get(key)))
            .map(key -> key + " " + a.get(key) + " and " + b.get(key))
            .collect(Collectors.joining(", "));
    if (!differences.isEmpty()) {
      throw RunFailure.usage(what + ": unlike things cannot be compared: " + differences);
    }
  }

  /** Within each folder, whose files are joined, and between the first of A and of B. */
  private static List<String> differences(final List<Kept> a, final List<Kept> b) {
    final List<String> lines = new ArrayList<>();
    within(a, lines);
    within(b, lines);
    final JsonNode first = a.get(0).json();
    lines.addAll(
        new Surroundings(first, "in A").differences(new Surroundings(b.get(0).json(), "in B")));
    return lines;
  }

  private static void within(final List<Kept> folder, final List<String> lines) {
    final Surroundings first = folder.get(0).surroundings();
    folder.stream()
        .skip(1)
        .flatMap(other -> first.differences(other.surroundings()).stream())
        .forEach(lines::add);
  }

  private static Stream<String> notes(final Differences differences) {
    final Stream<String> notes = differences.notes().stream();
    return differences.comparisons().stream().anyMatch(it -> it.low() == null)
        ? Stream.concat(
            notes,
            Stream.of(
                "One run each settles nothing: give folders of several, or let compare run both by"
                    + " turns."))
        : notes;
  }

  /** A result, and where it was found. */
  private record Kept(Path path, JsonNode json) {
    static Kept at(final Path path) {
      return new Kept(path, node(path));
    }

    Surroundings surroundings() {
      return new Surroundings(json, "in " + path);
    }
  }

  private static List<Kept> kept(final Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(Kept.at(path));
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(JSON)).sorted().map(Kept::at).toList();
    } catch (final IOException e) {
      throw unreadable(path, e.toString(), e);
    }
  }

  /**
   * Reads a file as JSON of any shape.
   *
   * @param path of the file.
   * @return all of it; of what {@code framelab bench} writes, what JMH wrote.
   * @throws RunFailure for the user, if it cannot be read.
   */
  public static JsonNode node(final Path path) {
    try {
      final JsonNode json = ResultFiles.MAPPER.readTree(path.toFile());
      return json.has("jmh") ? json.path("jmh") : json;
    } catch (final JsonProcessingException e) {
      throw unreadable(path, "no JSON: " + e.getOriginalMessage(), e);
    } catch (final IOException e) {
      throw unreadable(path, e.getMessage(), e);
    }
  }

  private static RunFailure unreadable(final Path path, final String why, final IOException e) {
    return new RunFailure(ExitCode.USAGE, "cannot read '" + path + "': " + why, e);
  }

  /**
   * One figure with its error. Immutable.
   *
   * @param metric what it is.
   * @param logarithm of its mean.
   * @param control what equal servers differed by in the sitting, as logarithm; null if nobody
   *     looked.
   * @param goal which way is good.
   * @param conditions under which it was measured, by name; those of A and B have to be the same.
   */
  public record Figure(
      String metric,
      Interval logarithm,
      Interval control,
      Goal goal,
      Map<String, String> conditions) {
    /** All that several results of one kind hold, by name. */
    private static Map<String, Figure> in(final List<Kept> found) {
      final List<JsonNode> results = found.stream().map(Kept::json).toList();
      final Set<Kind> kinds = results.stream().map(Kind::of).collect(Collectors.toSet());
      if (kinds.size() > 1) {
        throw RunFailure.usage(
            "a folder holds several kinds of results: expected only those of load, only those by"
                + " slices, or only those of JMH");
      }
      return kinds.isEmpty() ? Map.of() : kinds.iterator().next().figures.apply(results);
    }

    /** Of samples that are independent of each other. */
    static Figure of(
        final String metric,
        final double[] samples,
        final Goal goal,
        final Map<String, String> conditions) {
      final double[] logarithms = samples.clone();
      for (int i = 0; i < samples.length; i++) {
        if (!(samples[i] > 0 && Double.isFinite(samples[i]))) {
          throw RunFailure.usage(metric + " of a run is " + samples[i] + ": it has no ratio");
        }
        logarithms[i] = Math.log(samples[i]);
      }
      return new Figure(metric, Interval.ofMean(logarithms), null, goal, conditions);
    }
  }

  private enum Kind {
    JMH(JmhFigures::of),
    SLICES(SliceFigures::of),
    LOAD(LoadFigures::of);

    private final Function<List<JsonNode>, Map<String, Figure>> figures;

    Kind(final Function<List<JsonNode>, Map<String, Figure>> figures) {
      this.figures = figures;
    }

    static Kind of(final JsonNode result) {
      if (JmhFigures.isOne(result)) {
        return JMH;
      }
      return result.path("comparisons").isMissingNode() ? LOAD : SLICES;
    }
  }
}
