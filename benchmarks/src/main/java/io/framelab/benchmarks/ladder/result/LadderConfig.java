package io.framelab.benchmarks.ladder.result;

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
public record LadderConfig(
    int rounds,
    long warmupNs,
    long durationNs,
    int connections,
    int window,
    String payload,
    boolean anyPort) {
  /**
   * The load of a run.
   *
   * @param port of this machine where the server listens.
   * @return a load that the caller may change.
   */
  public LoadConfig load(final int port) {
    return LocalLoad.of(shape(), port).warmupNs(warmupNs).durationNs(durationNs);
  }

  /**
   * The shape of the load.
   *
   * @return that of whole processes.
   */
  @JsonIgnore
  public Shape shape() {
    return new Shape(connections, window, payload);
  }

  /**
   * What a run takes besides starting and stopping its server.
   *
   * @return nanoseconds.
   */
  @JsonIgnore
  public long loadNs() {
    return warmupNs + durationNs;
  }
}
