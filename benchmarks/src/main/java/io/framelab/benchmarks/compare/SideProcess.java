package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.process.CpuMeter;
import io.framelab.benchmarks.process.LiveProcesses;
import io.framelab.benchmarks.process.Ports;
import io.framelab.benchmarks.process.Rung;
import io.framelab.benchmarks.process.ServerProcess;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.SliceRig;
import io.framelab.loadgen.stats.Side;
import io.framelab.loadgen.stats.Slice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.IntFunction;

/** A fresh process of one server and the connections to it, for one round. One thread uses it. */
final class SideProcess implements AutoCloseable {
  private final Side side;
  private final Rung rung;
  private final ServerProcess server;
  private final SliceRig rig;
  private final CpuMeter cpu;

  private SideProcess(
      final Side side, final Rung rung, final ServerProcess server, final SliceRig rig) {
    this.side = side;
    this.rung = rung;
    this.server = server;
    this.rig = rig;
    this.cpu = new CpuMeter(server.tree());
  }

  /**
   * Starts the server and connects to it.
   *
   * @throws RunFailure for the user, if that fails.
   */
  static SideProcess start(
      final Side side,
      final Rung rung,
      final IntFunction<LoadConfig> load,
      final LiveProcesses processes)
      throws InterruptedException {
    final ServerProcess server = ServerProcess.start(rung, Ports.any(rung), processes);
    try {
      return new SideProcess(side, rung, server, SliceRig.connect(load.apply(server.port())));
    } catch (final RunFailure e) {
      server.close();
      throw titled(rung, e);
    }
  }

  Side side() {
    return side;
  }

  Rung rung() {
    return rung;
  }

  ServerProcess server() {
    return server;
  }

  /**
   * A slice that was measured.
   *
   * @param slice with the CPU time that the server took for exactly that load.
   * @param fine whether that time is known in nanoseconds; else in ticks.
   */
  record Measured(Slice slice, boolean fine) {}

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
          used.fine());
    } catch (final RunFailure e) {
      throw titled(rung, e);
    }
  }

  /** Acks with another result than ok. */
  long refused() {
    return rig.refused();
  }

  /**
   * Asks it to end and waits for that: ours has to drain.
   *
   * @throws RunFailure for the user, if it does not.
   */
  void stop() throws InterruptedException {
    rig.close();
    server.stop();
  }

  /** Kills what still lives. */
  @Override
  public void close() {
    rig.close();
    server.close();
  }

  private static RunFailure titled(final Rung rung, final RunFailure e) {
    return new RunFailure(e.exitCode(), rung.title() + ": " + e.getMessage(), e);
  }
}
