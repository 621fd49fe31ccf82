package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.process.LiveProcesses;
import io.framelab.benchmarks.process.Rung;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.stats.Side;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** The processes of one round, all up at once. One thread uses it. */
final class RoundProcesses implements AutoCloseable {
  private final Map<Side, SideProcess> all = new EnumMap<>(Side.class);

  private RoundProcesses() {}

  /**
   * Starts all of them at the same time, which takes less than one after the other.
   *
   * @param pair whom.
   * @param load of a server on a port.
   * @param processes ends what nobody else does.
   * @throws RunFailure for the user, if one fails; none is left then.
   */
  static RoundProcesses start(
      final Pair pair, final IntFunction<LoadConfig> load, final LiveProcesses processes)
      throws InterruptedException {
    final List<Callable<SideProcess>> starts = new ArrayList<>();
    for (final Side side : Side.values()) {
      final Rung rung = side == Side.B ? pair.b() : pair.a();
      starts.add(() -> SideProcess.start(side, rung, load, processes));
    }
    final ExecutorService executor = Executors.newFixedThreadPool(starts.size());
    final RoundProcesses round = new RoundProcesses();
    try {
      round.add(executor.invokeAll(starts));
      return round;
    } catch (final RunFailure | InterruptedException e) {
      round.close();
      throw e;
    } finally {
      executor.shutdownNow();
    }
  }

  /** Takes all that started, so that they can be closed, before it speaks of one that did not. */
  private void add(final List<Future<SideProcess>> starts) throws InterruptedException {
    RunFailure failure = null;
    for (final Future<SideProcess> start : starts) {
      try {
        final SideProcess process = start.get();
        all.put(process.side(), process);
      } catch (final ExecutionException e) {
        failure = failure == null ? failure(e.getCause()) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RunFailure failure(final Throwable cause) {
    if (cause instanceof RunFailure failure) {
      return failure;
    }
    if (cause instanceof UncheckedIOException e) {
      return new RunFailure(ExitCode.FAILED, "cannot start a server: " + e.getMessage(), e);
    }
    throw new IllegalStateException(cause);
  }

  /** The process of a side. */
  SideProcess of(final Side side) {
    return all.get(side);
  }

  /**
   * Asks all of them to end, and waits for that.
   *
   * @throws RunFailure for the user, if one does not drain.
   */
  void stop() throws InterruptedException {
    for (final SideProcess process : all.values()) {
      process.stop();
    }
  }

  /** Kills what still lives. */
  @Override
  public void close() {
    all.values().forEach(SideProcess::close);
  }
}
