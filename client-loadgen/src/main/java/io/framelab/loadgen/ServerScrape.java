package io.framelab.loadgen;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.ServerSide;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Sets what the server counted of itself beside what the generator saw: the difference of two
 * scrapes, shortly before the measured window and after the last ack. The rig's thread only, but
 * for the one that it starts itself, which {@link #join()} waits for.
 */
final class ServerScrape {
  static final String RECEIVED = "tcp_server_req_recv_total";
  static final String ANSWERED = "tcp_server_rsp_send_total";
  static final String REQUEST_SECONDS = "tcp_server_request_duration_seconds";

  private final URI uri;
  private final List<String> notes = new ArrayList<>();

  /** Makes the first scrape while the load goes on; or null. */
  private Thread aside;

  private MetricsText before;
  private LoadTotals totalsBefore;
  private ServerSide difference;

  /** A server that is asked at {@code uri}; null is a server that is not asked. */
  ServerScrape(final URI uri) {
    this.uri = uri;
  }

  /**
   * Makes sure that there is somebody to ask.
   *
   * @throws RunFailure if there is not.
   */
  void check() {
    if (uri != null) {
      try {
        MetricsText.of(uri);
      } catch (final IOException e) {
        throw new RunFailure(
            ExitCode.FAILED, "cannot scrape --server-metrics '" + uri + "': " + e.getMessage(), e);
      }
    }
  }

  boolean isAsked() {
    return uri != null;
  }

  /** The first scrape; what the generator saw is read right behind it. */
  void before(final Supplier<LoadTotals> totals) {
    before = scrape();
    totalsBefore = totals.get();
  }

  /** The same on a thread of its own: the measured time waits for no answer. */
  void beforeAside(final Supplier<LoadTotals> totals) {
    aside = new Thread(() -> before(totals), "server-scrape");
    aside.setDaemon(true);
    aside.start();
  }

  /**
   * Waits for the first scrape, which is never long; before that nobody may ask for the second, or
   * for the notes.
   */
  void join() {
    try {
      if (aside != null) {
        aside.join();
      }
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The second one, if there was a first. */
  void after(final LoadTotals totals) {
    final MetricsText after = before == null ? null : scrape();
    if (after == null) {
      return;
    }
    final LoadTotals seen = totals.minus(totalsBefore);
    difference =
        new ServerSide(
            uri.toString(),
            counted(after, RECEIVED),
            counted(after, ANSWERED),
            seen.sent(),
            seen.acked(),
            requests(after));
  }

  /** What came out; null if the server was not asked or did not answer. */
  ServerSide difference() {
    return difference;
  }

  /** What a reader should know of it. */
  List<String> notes() {
    return notes;
  }

  private MetricsText scrape() {
    if (uri == null) {
      return null;
    }
    try {
      return MetricsText.of(uri);
    } catch (final IOException e) {
      notes.add("the server's metrics could not be had: " + e.getMessage());
      return null;
    }
  }

  private Long counted(final MetricsText after, final String name) {
    final OptionalLong count = after.counter(name);
    if (count.isEmpty()) {
      return missing(name);
    }
    final long difference = count.getAsLong() - before.counter(name).orElse(0);
    return difference < 0 ? fell(name) : Long.valueOf(difference);
  }

  private ServerSide.Buckets requests(final MetricsText after) {
    final SortedMap<Double, Long> cumulative = after.buckets(REQUEST_SECONDS);
    if (cumulative.isEmpty()) {
      return missing(REQUEST_SECONDS);
    }
    final SortedMap<Double, Long> cumulativeBefore = before.buckets(REQUEST_SECONDS);
    final SortedMap<Double, Long> counts = new TreeMap<>();
    long below = 0;
    for (final Map.Entry<Double, Long> bucket : cumulative.entrySet()) {
      final long upTo = bucket.getValue() - cumulativeBefore.getOrDefault(bucket.getKey(), 0L);
      if (upTo < below) {
        return fell(REQUEST_SECONDS);
      }
      counts.put(bucket.getKey(), upTo - below);
      below = upTo;
    }
    final String sum = REQUEST_SECONDS + "_sum";
    final OptionalDouble sumAfter = after.sum(sum);
    if (sumAfter.isEmpty()) {
      missing(sum);
    }
    return buckets(
        counts,
        below,
        sumAfter.isEmpty() || below == 0
            ? null
            : Long.valueOf(
                Math.round((sumAfter.getAsDouble() - before.sum(sum).orElse(0)) * 1e9 / below)));
  }

  /** Notes that a server does not tell; null stands for what it would have told. */
  private <T> T missing(final String name) {
    notes.add("the server's metrics have no " + name);
    return null;
  }

  /** A server that was started again counts from 0. */
  private <T> T fell(final String name) {
    notes.add("the server's " + name + " fell between the scrapes: was it started again?");
    return null;
  }

  private static ServerSide.Buckets buckets(
      final SortedMap<Double, Long> counts, final long total, final Long meanNs) {
    return new ServerSide.Buckets(
        total,
        meanNs,
        bound(counts, total, 0.5),
        bound(counts, total, 0.9),
        bound(counts, total, 0.99),
        bound(counts, total, 0.999),
        counts.entrySet().stream()
            .map(bucket -> new ServerSide.Bucket(ns(bucket.getKey()), bucket.getValue()))
            .toList());
  }

  /** The bound of the bucket in which a percentile lies; of nothing there is none. */
  private static Long bound(
      final SortedMap<Double, Long> counts, final long total, final double share) {
    if (total == 0) {
      return null;
    }
    long below = 0;
    for (final Map.Entry<Double, Long> bucket : counts.entrySet()) {
      below += bucket.getValue();
      if (below >= share * total) {
        return ns(bucket.getKey());
      }
    }
    return null;
  }

  private static Long ns(final double seconds) {
    return Double.isInfinite(seconds) ? null : Long.valueOf(Math.round(seconds * 1e9));
  }
}
