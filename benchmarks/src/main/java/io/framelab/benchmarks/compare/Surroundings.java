package io.framelab.benchmarks.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Under what a kept result was measured: what makes figures of two results differ though no server
 * does. Immutable.
 *
 * @param json the result.
 * @param label what it is called beside another.
 */
public record Surroundings(JsonNode json, String label) {
  /** Pointers into a result, with names. */
  private static final Map<String, String> FACTS =
      Map.of(
          "/env/cpuModel", "CPU",
          "/env/cores", "cores",
          "/env/kernel", "kernel",
          "/env/jdk", "JDK",
          "/env/jvmFlags", "flags of the load generator's JVM");

  private static final String FLAGS = "flags of the servers' JVMs";

  /**
   * Sets it beside another.
   *
   * @param other what this is compared with.
   * @return a line for each fact that is not the same.
   */
  public List<String> differences(final Surroundings other) {
    final List<String> lines = new ArrayList<>();
    FACTS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(it -> !json.at(it.getKey()).equals(other.json.at(it.getKey())))
        .forEach(
            it ->
                lines.add(
                    line(
                        it.getValue(),
                        text(json.at(it.getKey())),
                        other,
                        text(other.json.at(it.getKey())))));
    if (!flags().equals(other.flags())) {
      lines.add(line(FLAGS, flags().toString(), other, other.flags().toString()));
    }
    return lines;
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
