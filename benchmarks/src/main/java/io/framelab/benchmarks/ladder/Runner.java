package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.benchmarks.ladder.result.RateRun;
import io.framelab.benchmarks.ladder.result.Run;
import io.framelab.benchmarks.ladder.result.ServerFacts;
import io.framelab.benchmarks.process.LiveProcesses;
import io.framelab.benchmarks.process.MetricsPage;
import io.framelab.benchmarks.process.Ports;
import io.framelab.benchmarks.process.ReadyLine;
import io.framelab.benchmarks.process.Rung;
import io.framelab.benchmarks.process.ServerCounts;
import io.framelab.benchmarks.process.ServerProcess;
import io.framelab.benchmarks.process.SyscallSlice;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.Arrival;
import io.framelab.loadgen.IntervalSnapshot;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.LoadListener;
import io.framelab.loadgen.LoadRig;
import io.framelab.loadgen.SendRate;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.RunVerdict;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Measures: a fresh process, the load, the end of the process. The ladder's thread only. */
final class Runner {
  /** Enough for the JIT to have compiled what the load generator runs. */
  private static final long LOAD_WARMUP_NS = TimeUnit.SECONDS.toNanos(2);

  /** Of measured time when nothing is measured: as little as there can be. */
  private static final long BEFORE_LOOK_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final String PERF = "perf";

  private static final Set<RunVerdict> WORTH_A_FIGURE = EnumSet.of(RunVerdict.PASSED);

  /** Acks that came too late to be counted have warmed it up as well. */
  private static final Set<RunVerdict> WORTH_A_WARM_UP =
      EnumSet.of(RunVerdict.PASSED, RunVerdict.INVALID);

  /**
   * A generator that was late makes figures doubtful, and they say so; the server is not at fault.
   */
  private static final Set<RunVerdict> WORTH_A_RATE = WORTH_A_WARM_UP;

  private final LadderConfig config;
  private final LiveProcesses processes;

  Runner(final LadderConfig config, final LiveProcesses processes) {
    this.config = config;
    this.processes = processes;
  }

  /**
   * What a run brought.
   *
   * @param run its figures.
   * @param facts of the server.
   */
  record Outcome(Run run, ServerFacts facts) {}

  /**
   * Loads a server without measuring, so that the first run does not meet a load generator that is
   * not compiled yet.
   */
  void warmUp(final Rung rung) throws InterruptedException {
    try (ServerProcess server = ServerProcess.start(rung, ports(rung), processes)) {
      final LoadConfig load =
          config
              .load(server.port())
              .warmupNs(0)
              .durationNs(Math.min(LOAD_WARMUP_NS, config.loadNs()));
      final LoadResult result = load(rung, new LoadRig(load, LoadListener.NONE));
      judge(rung, result, WORTH_A_WARM_UP);
      server.stop();
    }
  }

  /**
   * Measures a server.
   *
   * @param rung which.
   * @param round counted from 1.
   * @param onInterval told how it goes.
   * @return what came out; every ack was verified.
   * @throws RunFailure for the user, if the server broke the protocol or failed.
   */
  Outcome run(final Rung rung, final int round, final Consumer<IntervalSnapshot> onInterval)
      throws InterruptedException {
    try (ServerProcess server = ServerProcess.start(rung, ports(rung), processes)) {
      final LoadRig[] rig = new LoadRig[1];
      final RunProbe probe = new RunProbe(server, onInterval, () -> countSyscalls(server, rig[0]));
      rig[0] = new LoadRig(config.load(server.port()), probe);
      final LoadResult result = load(rung, rig[0]);
      judge(rung, result, WORTH_A_FIGURE);
      final Run run = runOf(rung, round, result, probe);
      final ServerFacts facts = ServerFacts.of(rung, server);
      server.stop();
      return new Outcome(run, facts);
    }
  }

  /**
   * Loads a server at a rate.
   *
   * @param rung which.
   * @param perSec Submits per second over all connections.
   * @return how long its acks took; the load generator may have been late.
   * @throws RunFailure for the user, if the server broke the protocol or failed.
   */
  RateRun runAtRate(final Rung rung, final long perSec) throws InterruptedException {
    try (ServerProcess server = ServerProcess.start(rung, Ports.any(rung), processes)) {
      final LoadConfig load =
          config.load(server.port()).rate(new SendRate(perSec, Arrival.UNIFORM));
      final LoadResult result = load(rung, new LoadRig(load, LoadListener.NONE));
      judge(rung, result, WORTH_A_RATE);
      server.stop();
      return RateRun.of(rung, result)
          .orElseThrow(
              () ->
                  new RunFailure(
                      ExitCode.FAILED, rung.title() + ": no ack came at " + perSec + "/s"));
    }
  }

  /** Looks at a server under load. */
  @FunctionalInterface
  interface Look {
    /**
     * The load goes on until this returns.
     *
     * @param pprof port for profiles.
     * @param acked how many acks were verified so far.
     */
    void at(int pprof, LongSupplier acked);
  }

  /**
   * Loads a server like one that is measured, and lets somebody look at it.
   *
   * @param rung which, such that it can be profiled.
   * @param onInterval told how it goes until then.
   * @param look is called once, after the warm-up.
   * @throws RunFailure for the user, if the server broke the protocol or failed.
   */
  void profile(final Rung rung, final Consumer<IntervalSnapshot> onInterval, final Look look)
      throws InterruptedException {
    try (ServerProcess server = ServerProcess.start(rung, Ports.any(rung), processes)) {
      final int pprof =
          server
              .ready()
              .map(ReadyLine::pprof)
              .orElseThrow(() -> new RunFailure(ExitCode.FAILED, rung.title() + " has no --pprof"));
      final LoadRig[] rig = new LoadRig[1];
      final LoadListener listener =
          new LoadListener() {
            @Override
            public void onMeasureEnd() {
              look.at(pprof, rig[0]::acked);
            }

            @Override
            public void onInterval(final IntervalSnapshot snapshot) {
              onInterval.accept(snapshot);
            }
          };
      rig[0] = new LoadRig(config.load(server.port()).durationNs(BEFORE_LOOK_NS), listener);
      judge(rung, load(rung, rig[0]), WORTH_A_WARM_UP);
      server.stop();
    }
  }

  /**
   * Between a request that was handled and its ack's arrival at a load generator on the same CPUs
   * lie up to as many as the windows hold; so a server of ours is asked itself.
   */
  private SyscallSlice countSyscalls(final ServerProcess server, final LoadRig rig) {
    return SyscallSlice.count(
        PERF,
        server.tree().pids(),
        processes,
        server.ready().isEmpty()
            ? rig::acked
            : () -> ServerCounts.submits(MetricsPage.of(server.ready().get().metrics())));
  }

  private Ports ports(final Rung rung) {
    return config.anyPort() ? Ports.any(rung) : Ports.WATCHED;
  }

  private static LoadResult load(final Rung rung, final LoadRig rig) {
    try {
      return rig.run();
    } catch (final RunFailure e) {
      throw new RunFailure(e.exitCode(), rung.title() + ": " + e.getMessage(), e);
    }
  }

  private static void judge(
      final Rung rung, final LoadResult result, final Set<RunVerdict> goodEnough) {
    final RunVerdict verdict = RunVerdict.of(result);
    if (!goodEnough.contains(verdict)) {
      throw new RunFailure(verdict.exitCode(), rung.title() + ": " + reason(result));
    }
  }

  private static String reason(final LoadResult result) {
    final List<String> reasons = result.invalidReasons();
    return reasons.isEmpty() ? result.verify().missing() + " acks are missing" : reasons.get(0);
  }

  private static Run runOf(
      final Rung rung, final int round, final LoadResult result, final RunProbe probe) {
    final long measuredNs = result.timing().measuredNs();
    return new Run(
        round,
        rung.name(),
        result.startedAt(),
        measuredNs,
        Math.round(result.throughput().ackedPerSec() * measuredNs / 1e9),
        probe.cpuNs(),
        counted(rung, probe),
        probe.residentBytes(),
        probe.syscalls(),
        result.latencyNs().service().p50(),
        result.latencyNs().service().p99(),
        result.cpuShare(),
        result.verify());
  }

  private static ServerCounts counted(final Rung rung, final RunProbe probe) {
    try {
      return probe.counted();
    } catch (final IOException e) {
      throw new RunFailure(
          ExitCode.FAILED, rung.title() + ": cannot read its metrics: " + e.getMessage(), e);
    }
  }
}
