package io.framelab.benchmarks.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Under what a kept result was measured: what makes figures of two results differ though no server
 * does. Immutable.
 *
 * @param json the result.
 * @param label what it is called beside another.
 */
public record Surroundings(JsonNode json, String label) {
  /** By name, where it stands in a result, of one verb or of another. */
  private static final Map<String, List<String>> FACTS =
      Map.of(
          "CPU", List.of("/env/cpuModel"),
          "cores", List.of("/env/cores"),
          "kernel", List.of("/env/kernel"),
          "JDK", List.of("/env/jdk"),
          "flags of the load generator's JVM", List.of("/env/jvmFlags"),
          "ns of a slice", List.of("/slicing/sliceNs", "/config/sliceNs"),
          "turns of a round", List.of("/slicing/turns", "/config/turns"));

  private static final String FLAGS = "flags of the servers' JVMs";

  /**
   * Sets it beside another.
   *
   * @param other what this is compared with.
   * @return a line for each fact that is not the same.
   */
  public List<String> differences(final Surroundings other) {
    final List<String> lines = new ArrayList<>();
    for (final String name : new TreeSet<>(FACTS.keySet())) {
      final JsonNode mine = fact(name);
      final JsonNode others = other.fact(name);
      if (!mine.equals(others)) {
        lines.add(line(name, text(mine), other, text(others)));
      }
    }
    if (!flags().equals(other.flags())) {
      lines.add(line(FLAGS, flags().toString(), other, other.flags().toString()));
    }
    return lines;
  }

  private JsonNode fact(final String name) {
    return FACTS.get(name).stream()
        .map(json::at)
        .filter(node -> !node.isMissingNode())
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private String line(
      final String what, final String mine, final Surroundings other, final String others) {
    return "not measured alike: %s: %s %s, %s %s".formatted(what, mine, label, others, other.label);
  }

  private static String text(final JsonNode node) {
    return node.isMissingNode() ? "unknown" : node.isTextual() ? node.asText() : node.toString();
  }

  private Set<String> flags() {
    final Set<String> flags = new LinkedHashSet<>();
    json.path("servers").forEach(server -> flags.add(flagsOf(server.path("jvmFlags"))));
    flags.remove("");
    return flags;
  }

  private static String flagsOf(final JsonNode list) {
    final List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asText()));
    return String.join(" ", words);
  }
}
