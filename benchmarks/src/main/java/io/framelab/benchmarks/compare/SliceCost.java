package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.process.CpuMeter;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.stats.Slice;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sees to it that the CPU time of a slice can be that of its acks, and is known well enough. A
 * slice in ticks of the system's clock, because somebody on the machine started a thread, is
 * repeated where it had but few of them; it accuses nobody. Immutable.
 *
 * @param window of the load, 0 floods.
 */
record SliceCost(int window) {
  /** So many keep what a tick is off within five percent. */
  static final int LEAST_TICKS = 20;

  /** On a machine that starts threads all the time, no more than some seconds are spent so. */
  static final int TRIES = 10;

  /** Nobody looks at a Submit and writes its ack in less: some dozens of instructions. */
  private static final double LEAST_ACK_NS = 1;

  /** Nobody reads a socket and writes to it in less; a read finds a window's Submits at most. */
  private static final double LEAST_READ_NS = 100;

  /**
   * Takes a slice.
   *
   * @param title of the server, for people.
   * @param slices makes one, and another if that is no good.
   * @return the first that is good.
   * @throws RunFailure for the user, if there is none.
   */
  MeteredRig.Measured of(final String title, final Supplier<MeteredRig.Measured> slices) {
    Slice slice = null;
    for (int tries = 0; tries < TRIES; tries++) {
      final MeteredRig.Measured measured = slices.get();
      slice = measured.slice();
      if (measured.fine()) {
        check(title, slice);
        return measured;
      }
      if (slice.cpuNs() >= LEAST_TICKS * CpuMeter.TICK_NS) {
        return measured;
      }
    }
    throw new RunFailure(
        ExitCode.FAILED,
        title
            + " took %d ms of CPU time in a slice, which is known only in ticks of 10 ms while"
                .formatted(TimeUnit.NANOSECONDS.toMillis(slice.cpuNs()))
            + " threads start or end on this machine: give it more load (-c, -w), or for longer"
            + " (--slice)");
  }

  /**
   * A server behind docker, ssh or a daemon is no child of the command that started it: what that
   * command itself uses is no cost of a request.
   */
  private void check(final String title, final Slice slice) {
    final double reads = window == 0 ? 0 : (double) slice.acks() / window;
    if (slice.cpuNs() <= slice.acks() * LEAST_ACK_NS + reads * LEAST_READ_NS) {
      throw new RunFailure(
          ExitCode.FAILED,
          title
              + " answered %,d Submits with %,d ns of CPU time: it works outside of the process tree"
                  .formatted(slice.acks(), slice.cpuNs())
              + " of its command, so its cost cannot be seen; name the server itself, in the"
              + " foreground, not docker, ssh or what makes a daemon");
    }
  }
}
