package io.framelab.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/** What our server says at {@code /metrics}, at one moment. Immutable. */
public final class MetricsPage {
  private static final int TIMEOUT_MS = 5_000;

  private final String text;

  MetricsPage(final String text) {
    this.text = text;
  }

  /**
   * Scrapes a server on this machine.
   *
   * @param port for scrapes.
   * @return what it says now.
   * @throws IOException if it says nothing.
   */
  public static MetricsPage of(final int port) throws IOException {
    final String host = InetAddress.getLoopbackAddress().getHostAddress();
    final HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://" + host + ":" + port + "/metrics").toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MS);
    connection.setReadTimeout(TIMEOUT_MS);
    connection.setRequestProperty("Connection", "close");
    try (InputStream in = connection.getInputStream()) {
      return new MetricsPage(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * A counter or gauge.
   *
   * @param name of the series.
   * @param label one label with its value, as the page writes it; empty for any.
   * @return the sum of all that match.
   * @throws IOException if none does.
   */
  double sum(final String name, final String label) throws IOException {
    return find(name, label)
        .orElseThrow(() -> new IOException("the server's metrics have no " + name));
  }

  /**
   * A counter or gauge that may be missing.
   *
   * @param name of the series.
   * @param label one label with its value, as the page writes it; empty for any.
   * @return the sum of all that match; empty if none does.
   */
  OptionalDouble find(final String name, final String label) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Double::sum);
  }
}
