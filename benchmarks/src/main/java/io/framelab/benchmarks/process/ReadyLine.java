package io.framelab.benchmarks.process;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What our server says on stdout once it listens: {@code ready port=8888 metrics=8889 pprof=off
 * engine=owned transport=epoll threads=1 pid=4711}. Immutable.
 *
 * @param port for Submits.
 * @param metrics port for scrapes.
 * @param pprof port for profiles; null if there is none.
 * @param transport how it waits for bytes.
 * @param threads how many, or of what kind.
 */
public record ReadyLine(int port, int metrics, Integer pprof, String transport, String threads) {
  private static final String OFF = "off";

  private static final String READY = "ready ";

  /** Reads a line; empty if it says anything else. */
  static Optional<ReadyLine> parse(final String line) {
    if (!line.startsWith(READY)) {
      return Optional.empty();
    }
    final Map<String, String> values =
        Arrays.stream(line.substring(READY.length()).split(" "))
            .map(word -> word.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, last) -> last));
    try {
      return Optional.of(
          new ReadyLine(
              Integer.parseInt(values.getOrDefault("port", "")),
              Integer.parseInt(values.getOrDefault("metrics", "")),
              portOrOff(values.getOrDefault("pprof", OFF)),
              values.getOrDefault("transport", "unknown"),
              values.getOrDefault("threads", "unknown")));
    } catch (final NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Integer portOrOff(final String value) {
    return value.equals(OFF) ? null : Integer.valueOf(value);
  }
}
