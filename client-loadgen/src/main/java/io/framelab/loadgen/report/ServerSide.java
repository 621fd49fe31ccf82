package io.framelab.loadgen.report;

import java.util.List;

/**
 * What the server counted of itself, beside what the generator saw between the same two scrapes.
 * Both counts agree exactly where nothing was on its way at the first scrape: without a warm-up, or
 * with a count of requests. Else they are some milliseconds of load apart, and more are acked than
 * sent: the acks of what was on its way at the first scrape. Immutable: any thread may use it.
 *
 * @param url that was scraped.
 * @param received Submits that it decoded; null if it does not tell.
 * @param answered acks that its sockets took; null if it does not tell.
 * @param sent Submits that the generator sent between the scrapes.
 * @param acked acks that the generator verified between the scrapes.
 * @param requestNs its own request times; null if it does not tell.
 */
public record ServerSide(
    String url, Long received, Long answered, long sent, long acked, Buckets requestNs) {
  /**
   * Times that the server counted in buckets, so that a percentile is known up to the bound of its
   * bucket; null is above the last bound, or there was no request.
   *
   * @param count of requests.
   * @param mean of all; null if there was none, or the server does not tell.
   * @param p50 no more than this.
   * @param p90 no more than this.
   * @param p99 no more than this.
   * @param p999 no more than this.
   * @param buckets in the order of their bounds.
   */
  public record Buckets(
      long count, Long mean, Long p50, Long p90, Long p99, Long p999, List<Bucket> buckets) {}

  /**
   * One bucket.
   *
   * @param upTo its upper bound in nanoseconds; null is the last one, without a bound.
   * @param count of times in it, and not in the one before.
   */
  public record Bucket(Long upTo, long count) {}
}
