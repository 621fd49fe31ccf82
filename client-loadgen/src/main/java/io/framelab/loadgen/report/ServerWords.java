package io.framelab.loadgen.report;

import static io.framelab.loadgen.report.Words.count;
import static io.framelab.loadgen.report.Words.time;

/** What the server counted, in one line beside what the generator saw. Stateless. */
final class ServerWords {
  private ServerWords() {}

  static String of(final ServerSide server) {
    return "received "
        + counted(server.received())
        + " while "
        + count(server.sent())
        + " were sent, answered "
        + counted(server.answered())
        + " while "
        + count(server.acked())
        + " were acked"
        + sentBefore(server.acked() - server.sent())
        + (server.requestNs() == null ? "" : "; its own request time " + times(server.requestNs()));
  }

  /** Otherwise it would look as if acks had come of nothing. */
  private static String sentBefore(final long submits) {
    return submits <= 0 ? "" : " (" + count(submits) + " of them sent before the first scrape)";
  }

  private static String times(final ServerSide.Buckets times) {
    if (times.count() == 0) {
      return "is of no request";
    }
    return Words.text(
        "p50 %s, p90 %s, p99 %s, p99.9 %s, mean %s",
        bound(times, times.p50()),
        bound(times, times.p90()),
        bound(times, times.p99()),
        bound(times, times.p999()),
        time(times.mean()));
  }

  private static String bound(final ServerSide.Buckets times, final Long upTo) {
    if (upTo != null) {
      return "<= " + time(upTo);
    }
    // Above the last bound that there is.
    final int bounds = times.buckets().size();
    final Long last = bounds < 2 ? null : times.buckets().get(bounds - 2).upTo();
    return last == null ? "?" : "> " + time(last);
  }

  private static String counted(final Long count) {
    return count == null ? "?" : count(count);
  }
}
