package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.process.LiveProcesses;
import io.framelab.benchmarks.process.Ports;
import io.framelab.benchmarks.process.Rung;
import io.framelab.benchmarks.process.ServerProcess;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.stats.Side;
import java.util.function.IntFunction;

/** A fresh process of one server and the connections to it, for one round. One thread uses it. */
final class SideProcess implements AutoCloseable {
  private final Side side;
  private final Rung rung;
  private final ServerProcess server;
  private final MeteredRig rig;

  private SideProcess(
      final Side side, final Rung rung, final ServerProcess server, final MeteredRig rig) {
    this.side = side;
    this.rung = rung;
    this.server = server;
    this.rig = rig;
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
      return new SideProcess(
          side,
          rung,
          server,
          MeteredRig.connect(side, rung.title(), load.apply(server.port()), server.tree()));
    } catch (final RunFailure e) {
      server.close();
      throw e;
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

  /** Loads for one slice. */
  MeteredRig.Measured slice(final long durationNs) {
    return rig.slice(durationNs);
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
}
