package io.framelab.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the text format of Prometheus as far as the tests need it. */
final class Exposition {
  private final List<String> lines;

  Exposition(final String text) {
    lines = text.lines().toList();
  }

  /** Every series without its value, in the order of the exposition. */
  List<String> series() {
    return lines.stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .toList();
  }

  List<String> seriesOf(final String prefix) {
    return series().stream().filter(line -> line.startsWith(prefix)).toList();
  }

  Map<String, String> typesOf(final String prefix) {
    return lines.stream()
        .filter(line -> line.startsWith("# TYPE " + prefix))
        .map(line -> line.split(" "))
        .collect(Collectors.toMap(line -> line[2], line -> line[3], (a, b) -> a, TreeMap::new));
  }

  double value(final String series) {
    return lines.stream()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> line.substring(line.lastIndexOf(' ')))
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no series " + series));
  }
}
