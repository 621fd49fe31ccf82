package io.framelab.loadgen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server says in the text format of Prometheus, at one moment. Immutable. */
final class MetricsText {
  /** For all of a scrape; one that takes longer would itself be felt by the server. */
  private static final int TIMEOUT_MS = 2_000;

  /** Far more than any server has to say. */
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int CHUNK_BYTES = 64 * 1024;

  private static final Pattern LINE =
      Pattern.compile("(\\w+)(?:\\{(.*)\\})?\\s+(\\S+)(?:\\s+\\S+)?");
  private static final Pattern BOUND = Pattern.compile("(?:^|,)\\s*le=\"([^\"]*)\"");

  private final String text;

  MetricsText(final String text) {
    this.text = text;
  }

  /**
   * Scrapes, on a thread of its own: timeouts of a socket are for each read, and a peer may let
   * each of many take its time. A thread that is late is left to the end of its page or of the
   * process.
   *
   * @throws IOException in words for a user; nothing else, whatever the peer says.
   */
  static MetricsText of(final URI uri) throws IOException {
    final FutureTask<MetricsText> page = new FutureTask<>(() -> fetch(uri));
    final Thread thread = new Thread(page, "metrics-text");
    thread.setDaemon(true);
    thread.start();
    try {
      return page.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (final ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException("answered what cannot be read: " + e.getCause(), e);
    } catch (final TimeoutException e) {
      throw new IOException("took longer than " + TIMEOUT_MS + " ms to say what it counts", e);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before it had said what it counts", e);
    } finally {
      // Nobody waits for the rest of a page any more.
      page.cancel(true);
    }
  }

  private static MetricsText fetch(final URI uri) throws IOException {
    final HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MS);
    connection.setReadTimeout(TIMEOUT_MS);
    // The user named one server; where another one is, only the user can say.
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept", "text/plain");
    connection.setRequestProperty("Connection", "close");
    final int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      connection.disconnect();
      throw new IOException("answered with status " + status);
    }
    try (InputStream in = connection.getInputStream()) {
      return new MetricsText(read(in));
    }
  }

  private static String read(final InputStream in) throws IOException {
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    final byte[] part = new byte[CHUNK_BYTES];
    for (int read = in.read(part);
        read >= 0 && body.size() < MAX_BYTES && !Thread.currentThread().isInterrupted();
        read = in.read(part)) {
      body.write(part, 0, read);
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  /** The sum of all series of a counter; empty if there is none, or one is no number. */
  OptionalLong counter(final String name) {
    final OptionalDouble sum = sum(name);
    return sum.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.round(sum.getAsDouble()));
  }

  /** The sum of all series of a metric; empty if there is none, or one is no number. */
  OptionalDouble sum(final String name) {
    final OptionalDouble sum =
        series(name).mapToDouble(line -> number(line.group(3))).reduce(Double::sum);
    return sum.isPresent() && Double.isFinite(sum.getAsDouble()) ? sum : OptionalDouble.empty();
  }

  /** The cumulative counts of a histogram by upper bound; empty if there is none that is whole. */
  SortedMap<Double, Long> buckets(final String name) {
    final SortedMap<Double, Long> buckets = new TreeMap<>();
    for (final Matcher line : series(name + "_bucket").toList()) {
      final Matcher bound = BOUND.matcher(String.valueOf(line.group(2)));
      final double upTo = bound.find() ? number(bound.group(1)) : Double.NaN;
      final double count = number(line.group(3));
      if (Double.isNaN(upTo) || !Double.isFinite(count)) {
        return new TreeMap<>();
      }
      buckets.merge(upTo, Math.round(count), Long::sum);
    }
    return buckets;
  }

  /** A server may say anything: what is no number is none, and never an exception. */
  private static double number(final String typed) {
    if (typed.equals("+Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(typed);
    } catch (final NumberFormatException e) {
      return Double.NaN;
    }
  }

  private Stream<Matcher> series(final String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(LINE::matcher)
        .filter(line -> line.matches() && line.group(1).equals(name));
  }
}
