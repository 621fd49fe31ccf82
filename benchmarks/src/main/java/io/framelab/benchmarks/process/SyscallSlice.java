package io.framelab.benchmarks.process;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * System calls counted over a slice of the load, and the requests of that slice. The components are
 * the JSON's names. Immutable.
 *
 * @param calls of the server's processes; null if they could not be counted.
 * @param requests of the slice, at the rate of the time around it.
 * @param problem why they could not be counted; null if they could.
 */
public record SyscallSlice(Long calls, long requests, String problem) {
  /** How the figures came about, for people. */
  public static final String METHOD =
      "System calls are counted by perf stat in a slice of the same load after the measured window,"
          + " because counting costs CPU time.";

  /** How to begin a sentence that ends with the problem. */
  public static final String NOT_COUNTED = "System calls are not counted: ";

  /** Long enough for some ten thousand requests of the slowest. */
  private static final long LENGTH_MS = 300;

  /** How many requests there were so far. Asked by the thread that counts. */
  public interface Requests {
    /**
     * Asks.
     *
     * @return a count that never falls.
     * @throws IOException if nobody can tell.
     */
    long soFar() throws IOException;
  }

  /**
   * Calls per request.
   *
   * @return null if they could not be counted.
   */
  @JsonProperty
  public Double perRequest() {
    return calls == null || requests == 0 ? null : (double) calls / requests;
  }

  /**
   * Counts while a load goes on. Asking for the requests may itself cost the server calls, so that
   * is done outside of the slice, and the requests in between are left out by their rate.
   *
   * @param perf the program.
   * @param pids of the server's processes.
   * @param processes ends perf if nobody else does.
   * @param requests so far, as close to the server as can be had.
   * @return what was counted, or why nothing was.
   */
  public static SyscallSlice count(
      final String perf,
      final List<Long> pids,
      final LiveProcesses processes,
      final Requests requests) {
    try (SyscallCounter counter = SyscallCounter.start(perf, pids, processes)) {
      // Answered once it is attached, which takes a while.
      counter.pause();
      final long before = requests.soFar();
      final long outerNs = System.nanoTime();
      counter.resume();
      final long innerNs = System.nanoTime();
      TimeUnit.MILLISECONDS.sleep(LENGTH_MS);
      counter.pause();
      final long innerEndNs = System.nanoTime();
      final long after = requests.soFar();
      final double share = (double) (innerEndNs - innerNs) / (System.nanoTime() - outerNs);
      return new SyscallSlice(counter.count(), Math.round((after - before) * share), null);
    } catch (final IOException e) {
      return new SyscallSlice(null, 0, e.getMessage());
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SyscallSlice(null, 0, "interrupted");
    }
  }
}
