package io.framelab.benchmarks.ladder;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.framelab.benchmarks.process.LocalLoad;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.report.Comparison.Shape;

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
  /** The load of a run, of a server that listens on a port of this machine. */
  LoadConfig load(final int port) {
    return LocalLoad.of(shape(), port).warmupNs(warmupNs).durationNs(durationNs);
  }

  /** The shape of the load. */
  @JsonIgnore
  Shape shape() {
    return new Shape(connections, window, payload);
  }

  /** What a run takes besides starting and stopping its server. */
  @JsonIgnore
  long loadNs() {
    return warmupNs + durationNs;
  }
}
