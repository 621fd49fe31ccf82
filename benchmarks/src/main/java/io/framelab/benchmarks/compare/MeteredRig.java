package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.process.CpuMeter;
import io.framelab.benchmarks.process.ProcessTree;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.SliceRig;
import io.framelab.loadgen.stats.Side;
import io.framelab.loadgen.stats.Slice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The connections to a server of this machine, and the meter of its CPU time. One thread uses it.
 */
final class MeteredRig implements AutoCloseable {
  private final Side side;
  private final String title;
  private final SliceRig rig;
  private final CpuMeter cpu;

  private MeteredRig(
      final Side side, final String title, final SliceRig rig, final ProcessTree tree) {
    this.side = side;
    this.title = title;
    this.rig = rig;
    this.cpu = new CpuMeter(tree);
  }

  /**
   * Connects.
   *
   * @param side whose slices it takes.
   * @param title of the server, for people.
   * @param load without its times.
   * @param tree of the server.
   * @throws RunFailure for the user, if that fails.
   */
  static MeteredRig connect(
      final Side side, final String title, final LoadConfig load, final ProcessTree tree) {
    try {
      return new MeteredRig(side, title, SliceRig.connect(load), tree);
    } catch (final RunFailure e) {
      throw titled(title, e);
    }
  }

  /**
   * A slice that was measured.
   *
   * @param slice with the CPU time that the server took for exactly that load.
   * @param fine whether that time is known in nanoseconds; else in ticks.
   * @param response times of an open loop; null in a closed one.
   */
  record Measured(Slice slice, boolean fine, SliceRig.Response response) {}

  /** Loads for one slice. */
  Measured slice(final long durationNs) {
    final String startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    try {
      cpu.begin();
      final SliceRig.Slice slice = rig.slice(durationNs);
      final CpuMeter.Used used = cpu.end();
      return new Measured(
          new Slice(
              side, startedAt, slice.ns(), slice.acks(), used.cpuNs(), used.userNs(), used.sysNs()),
          used.fine(),
          slice.response());
    } catch (final RunFailure e) {
      throw titled(title, e);
    }
  }

  /** What the server is called in a sentence. */
  String title() {
    return title;
  }

  /** Acks with another result than ok. */
  long refused() {
    return rig.refused();
  }

  @Override
  public void close() {
    rig.close();
  }

  private static RunFailure titled(final String title, final RunFailure e) {
    return new RunFailure(e.exitCode(), title + ": " + e.getMessage(), e);
  }
}
