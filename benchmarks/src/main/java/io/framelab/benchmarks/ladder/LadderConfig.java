package io.framelab.benchmarks.ladder;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.framelab.cli.Target;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.PayloadMix;
import java.util.concurrent.TimeUnit;

/**
 * How every server of a ladder is loaded. Immutable.
 *
 * @param rounds in which every server has its turn.
 * @param warmupNs of load before each measurement, in nanoseconds.
 * @param durationNs of each measurement, in nanoseconds.
 * @param connections in all.
 * @param window unacknowledged Submits per connection, 0 floods.
 * @param payload mix of sizes.
 * @param anyPort whether free ports do, in place of those that a Prometheus watches.
 */
record LadderConfig(
    int rounds,
    long warmupNs,
    long durationNs,
    int connections,
    int window,
    String payload,
    boolean anyPort) {
  /**
   * A busy machine may leave one of a hundred threads without a turn for seconds; that is seen in
   * the figures and is no reason to give up.
   */
  static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

  LoadConfig load(final int port) {
    return new LoadConfig(new Target("127.0.0.1", port))
        .warmupNs(warmupNs)
        .durationNs(durationNs)
        .connections(connections)
        .window(window)
        .timeoutNs(TIMEOUT_NS)
        .payload(PayloadMix.parse(payload));
  }

  /** What a run takes besides starting and stopping its server. */
  @JsonIgnore
  long loadNs() {
    return warmupNs + durationNs;
  }
}
