package io.framelab.benchmarks.ladder.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.framelab.benchmarks.process.Rung;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.Spectrum;
import java.util.List;
import java.util.Optional;

/**
 * One server at a rate that every server can keep. The components are the JSON's names. Times count
 * from when a Submit ought to have been sent. Immutable.
 *
 * @param name of the server.
 * @param ackedPerSec acks per second that came.
 * @param p50Ns median response time in nanoseconds.
 * @param p99Ns 99th percentile.
 * @param p999Ns 99.9th percentile.
 * @param maxNs the longest.
 * @param valid whether the load generator kept its schedule.
 * @param invalidReasons why not.
 * @param serverLimited whether the server did not keep the rate.
 */
public record RateRun(
    String name,
    double ackedPerSec,
    long p50Ns,
    long p99Ns,
    long p999Ns,
    long maxNs,
    boolean valid,
    List<String> invalidReasons,
    boolean serverLimited) {
  /**
   * Of a load at a rate.
   *
   * @param rung that was loaded.
   * @param result of the load.
   * @return empty if no ack came.
   */
  public static Optional<RateRun> of(final Rung rung, final LoadResult result) {
    final Spectrum response = result.latencyNs().response();
    return response.count() == 0
        ? Optional.empty()
        : Optional.of(
            new RateRun(
                rung.name(),
                result.throughput().ackedPerSec(),
                response.p50(),
                response.p99(),
                response.p999(),
                response.max(),
                result.valid(),
                result.invalidReasons(),
                result.isServerLimited()));
  }

  /**
   * What a reader of its times must know.
   *
   * @return empty if nothing.
   */
  @JsonIgnore
  public Optional<String> doubt() {
    if (!valid) {
      return Optional.of("invalid: " + String.join("; ", invalidReasons));
    }
    return serverLimited
        ? Optional.of(LoadResult.SERVER_LIMITED + ": it did not keep the rate")
        : Optional.empty();
  }
}
