package io.framelab.loadgen;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server says in the text format of Prometheus, at one moment. Immutable. */
final class MetricsText {
  /** A scrape that takes longer would itself be felt by the server. */
  private static final int TIMEOUT_MS = 2_000;

  private static final Pattern LINE =
      Pattern.compile("(\\w+)(?:\\{(.*)\\})?\\s+(\\S+)(?:\\s+\\S+)?");
  private static final Pattern BOUND = Pattern.compile("(?:^|,)\\s*le=\"([^\"]*)\"");

  private final String text;

  MetricsText(final String text) {
    this.text = text;
  }

  /**
   * Scrapes.
   *
   * @throws IOException in words for a user.
   */
  static MetricsText of(final URI uri) throws IOException {
    final HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MS);
    connection.setReadTimeout(TIMEOUT_MS);
    connection.setRequestProperty("Accept", "text/plain");
    connection.setRequestProperty("Connection", "close");
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("answered with status " + connection.getResponseCode());
    }
    try (InputStream in = connection.getInputStream()) {
      return new MetricsText(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The sum of all series of a counter; empty if there is none. */
  OptionalLong counter(final String name) {
    return series(name)
        .mapToLong(line -> Math.round(Double.parseDouble(line.group(3))))
        .reduce(Long::sum);
  }

  /** The sum of all series of a metric; 0 if there is none. */
  double sum(final String name) {
    return series(name).mapToDouble(line -> Double.parseDouble(line.group(3))).sum();
  }

  /** The cumulative counts of a histogram by upper bound; empty if there is none. */
  SortedMap<Double, Long> buckets(final String name) {
    final SortedMap<Double, Long> buckets = new TreeMap<>();
    series(name + "_bucket")
        .forEach(
            line -> {
              final Matcher bound = BOUND.matcher(String.valueOf(line.group(2)));
              if (bound.find()) {
                final String typed = bound.group(1);
                buckets.merge(
                    typed.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(typed),
                    Math.round(Double.parseDouble(line.group(3))),
                    Long::sum);
              }
            });
    return buckets;
  }

  private Stream<Matcher> series(final String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(LINE::matcher)
        .filter(line -> line.matches() && line.group(1).equals(name));
  }
}
