package io.framelab.benchmarks.ladder;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * System calls counted over a slice of the load, and the acks that came meanwhile. The components
 * are the JSON's names. Immutable.
 *
 * @param calls of the server's processes; null if they could not be counted.
 * @param acks that came meanwhile.
 * @param problem why they could not be counted; null if they could.
 */
record SyscallSlice(Long calls, long acks, String problem) {
  /** Long enough for some hundred thousand requests. */
  private static final long LENGTH_MS = 300;

  /** How the figures came about, for people. */
  static final String METHOD =
      "System calls are counted by perf stat in "
          + LENGTH_MS
          + " ms of the same load after the measured window, because counting costs CPU time.";

  /** Calls per request; null if they could not be counted. */
  @JsonProperty
  Double perRequest() {
    return calls == null || acks == 0 ? null : (double) calls / acks;
  }

  /** How to begin a sentence that ends with the problem. */
  static final String NOT_COUNTED = "System calls are not counted: ";

  /**
   * Counts while a load goes on.
   *
   * @param perf the program.
   * @param pids of the server's processes.
   * @param processes ends perf if nobody else does.
   * @param acked acks so far.
   * @return what was counted, or why nothing was.
   */
  static SyscallSlice count(
      final String perf,
      final List<Long> pids,
      final LiveProcesses processes,
      final LongSupplier acked) {
    try (SyscallCounter counter = SyscallCounter.start(perf, pids, processes)) {
      counter.resume();
      final long before = acked.getAsLong();
      TimeUnit.MILLISECONDS.sleep(LENGTH_MS);
      final long after = acked.getAsLong();
      counter.pause();
      return new SyscallSlice(counter.count(), after - before, null);
    } catch (final IOException e) {
      return new SyscallSlice(null, 0, e.getMessage());
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SyscallSlice(null, 0, "interrupted");
    }
  }
}
