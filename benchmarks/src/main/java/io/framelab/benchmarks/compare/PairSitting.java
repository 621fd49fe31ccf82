package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.output.TimeLeft;
import io.framelab.benchmarks.process.LocalLoad;
import io.framelab.loadgen.Arrival;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.SendRate;
import io.framelab.loadgen.report.Comparison.Shape;
import io.framelab.loadgen.stats.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads two servers that are up already by turns, A B | B A | A B …, so that a machine that changes
 * its speed favours neither. Nothing is outstanding between slices, and the connections stay open.
 * One thread runs it.
 *
 * @param shape of the load.
 * @param perSec Submits over all connections of a server, an open loop; null is a closed loop.
 * @param pairs of slices.
 * @param sliceNs of load at a time.
 * @param warmupNs of load for each server before its first slice.
 */
record PairSitting(Shape shape, Long perSec, int pairs, long sliceNs, long warmupNs) {
  /**
   * A slice of each, one right after the other.
   *
   * @param a of what B is compared with.
   * @param b of what is judged.
   */
  record SlicePair(MeteredRig.Measured a, MeteredRig.Measured b) {}

  /**
   * Takes all slices.
   *
   * @param a what B is compared with.
   * @param b what is judged.
   * @param progress is told of every pair.
   * @return as many pairs as were asked for.
   * @throws io.framelab.cli.RunFailure for the user, if a server broke the protocol or failed.
   */
  List<SlicePair> run(final RunningServer a, final RunningServer b, final Progress progress) {
    final TimeLeft timeLeft = new TimeLeft(pairs, 2 * sliceNs);
    final SliceCost cost = new SliceCost(shape.window());
    final List<SlicePair> all = new ArrayList<>();
    try (MeteredRig rigA = connect(Side.A, a);
        MeteredRig rigB = connect(Side.B, b)) {
      if (warmupNs > 0) {
        rigA.slice(warmupNs);
        rigB.slice(warmupNs);
      }
      while (all.size() < pairs) {
        final int number = all.size() + 1;
        progress.detail("pair " + number + " of " + pairs + ", " + timeLeft.text(0));
        final long startedNs = System.nanoTime();
        if (number % 2 == 1) {
          final MeteredRig.Measured first = slice(cost, rigA);
          all.add(new SlicePair(first, slice(cost, rigB)));
        } else {
          final MeteredRig.Measured first = slice(cost, rigB);
          all.add(new SlicePair(slice(cost, rigA), first));
        }
        timeLeft.runTook(System.nanoTime() - startedNs);
      }
      return all;
    } finally {
      progress.clear();
    }
  }

  private MeteredRig.Measured slice(final SliceCost cost, final MeteredRig rig) {
    return cost.of(rig.title(), () -> rig.slice(sliceNs));
  }

  private MeteredRig connect(final Side side, final RunningServer server) {
    return MeteredRig.connect(side, server.title(), load(server.port()), server.tree());
  }

  private LoadConfig load(final int port) {
    return LocalLoad.of(shape, port)
        .rate(perSec == null ? null : new SendRate(perSec, Arrival.UNIFORM));
  }
}
