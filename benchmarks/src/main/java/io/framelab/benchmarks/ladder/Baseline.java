package io.framelab.benchmarks.ladder;

import com.fasterxml.jackson.databind.JsonNode;
import io.framelab.benchmarks.compare.FileComparison;
import io.framelab.benchmarks.compare.SliceFigures;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.Comparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kept result that a thorough ladder is held against. It is read once, before anything runs: its
 * file may be the very one that the new result replaces. The main thread only.
 */
final class Baseline {
  /** What makes figures of two results differ though no server does, as pointers into both. */
  private static final Map<String, String> SURROUNDINGS =
      Map.of(
          "/env/cpuModel", "CPU",
          "/env/cores", "cores",
          "/env/kernel", "kernel",
          "/env/jdk", "JDK",
          "/env/jvmFlags", "flags of the load generator's JVM");

  private static final String FLAGS = "flags of the servers' JVMs";

  private final Path path;
  private final JsonNode json;
  private final Map<String, FileComparison.Figure> figures;

  private Baseline(final Path path, final JsonNode json) {
    this.path = path;
    this.json = json;
    this.figures = SliceFigures.of(List.of(json));
  }

  /**
   * Reads one.
   *
   * @param path of the file.
   * @param planned what the new result will compare.
   * @throws RunFailure for the user, if it is none, or has none of these.
   */
  static Baseline read(final Path path, final Set<String> planned) {
    final Baseline baseline = new Baseline(path, FileComparison.node(path));
    if (Collections.disjoint(baseline.figures.keySet(), planned)) {
      throw RunFailure.usage(
          "--baseline '%s': has none of the steps that are to be compared, but %s"
              .formatted(path, baseline.figures.keySet()));
    }
    return baseline;
  }

  /**
   * Holds a result against it.
   *
   * @param newer the file that has it.
   * @return a comparison for each step that both have.
   */
  List<Comparison> judge(final Path newer) {
    final List<Comparison> comparisons = new ArrayList<>();
    SliceFigures.of(List.of(FileComparison.node(newer)))
        .forEach(
            (name, figure) -> {
              if (figures.containsKey(name)) {
                comparisons.add(
                    FileComparison.compare(name, path, newer, figures.get(name), figure));
              }
            });
    return comparisons;
  }

  /**
   * What a reader of the judgement must know: where the two were not measured alike, and what only
   * one of them has.
   *
   * @param newer the file that has the new result.
   * @return a line each.
   */
  List<String> notes(final Path newer) {
    final JsonNode other = FileComparison.node(newer);
    final List<String> notes = new ArrayList<>();
    SURROUNDINGS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                differs(
                    notes, entry.getValue(), json.at(entry.getKey()), other.at(entry.getKey())));
    final Set<String> flags = flags(json);
    if (!flags.equals(flags(other))) {
      notes.add("not measured alike: " + FLAGS + ": " + flags + " then, " + flags(other) + " now");
    }
    final Set<String> names = SliceFigures.of(List.of(other)).keySet();
    missing(notes, figures.keySet(), names, "not judged, for the new result does not have it: ");
    missing(notes, names, figures.keySet(), "not judged, for the baseline does not have it: ");
    return notes;
  }

  private static void differs(
      final List<String> notes, final String what, final JsonNode then, final JsonNode now) {
    if (!then.equals(now)) {
      notes.add("not measured alike: %s: %s then, %s now".formatted(what, text(then), text(now)));
    }
  }

  private static String text(final JsonNode node) {
    return node.isMissingNode() ? "unknown" : node.isTextual() ? node.asText() : node.toString();
  }

  private static Set<String> flags(final JsonNode result) {
    final Set<String> flags = new LinkedHashSet<>();
    result.path("servers").forEach(server -> flags.add(flagsOf(server.path("jvmFlags"))));
    flags.remove("");
    return flags;
  }

  private static String flagsOf(final JsonNode list) {
    final List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asText()));
    return String.join(" ", words);
  }

  private static void missing(
      final List<String> notes,
      final Set<String> names,
      final Set<String> others,
      final String text) {
    names.stream().filter(name -> !others.contains(name)).map(text::concat).forEach(notes::add);
  }
}
