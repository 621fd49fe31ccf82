package io.framelab.benchmarks.process;

import java.io.IOException;

/**
 * What our server counted of itself between two scrapes, around a measured window. The components
 * are the JSON's names; null is what it does not count. Immutable.
 *
 * @param allocatedBytes heap that its I/O threads allocated.
 * @param submits decoded.
 * @param framesPerRead mean number of frames that a read brought.
 * @param framesPerFlush mean number of acks that a flush took along.
 * @param garbageCollections pauses of its JVM.
 */
public record ServerCounts(
    Long allocatedBytes,
    Long submits,
    Double framesPerRead,
    Double framesPerFlush,
    Long garbageCollections) {
  /** Of a program that is not ours. */
  public static final ServerCounts NONE = new ServerCounts(null, null, null, null, null);

  private static final String ALLOCATED = "tcp_server_allocated_bytes_total";
  private static final String IO_THREADS = "threads=\"io\"";
  private static final String SUBMITS = "tcp_server_req_recv_total";
  private static final String FRAMES_PER_READ = "tcp_server_frames_per_read";
  private static final String FRAMES_PER_FLUSH = "tcp_server_frames_per_flush";
  private static final String GC_PAUSES = "jvm_gc_pause_seconds_count";

  /** Is there from a JVM's start on, which the pauses are not: they appear with the first. */
  private static final String GC_COUNTED = "jvm_gc_memory_allocated_bytes_total";

  /**
   * Compares two scrapes.
   *
   * @param before of the window.
   * @param after it.
   * @return what was counted between them.
   * @throws IOException if what every engine counts is missing.
   */
  public static ServerCounts between(final MetricsPage before, final MetricsPage after)
      throws IOException {
    return new ServerCounts(
        (long) (after.sum(ALLOCATED, IO_THREADS) - before.sum(ALLOCATED, IO_THREADS)),
        submits(after) - submits(before),
        mean(FRAMES_PER_READ, before, after),
        mean(FRAMES_PER_FLUSH, before, after),
        after.find(GC_COUNTED, "").isEmpty() ? null : (long) change(GC_PAUSES, before, after));
  }

  /**
   * Submits decoded so far.
   *
   * @param page that says so.
   * @return a count.
   * @throws IOException if it does not.
   */
  public static long submits(final MetricsPage page) throws IOException {
    return (long) page.sum(SUBMITS, "");
  }

  private static Double mean(
      final String summary, final MetricsPage before, final MetricsPage after) {
    final double count = change(summary + "_count", before, after);
    return count == 0 ? null : change(summary + "_sum", before, after) / count;
  }

  /** Counts from 0 where a series has only just appeared, or has not yet. */
  private static double change(
      final String name, final MetricsPage before, final MetricsPage after) {
    return after.find(name, "").orElse(0) - before.find(name, "").orElse(0);
  }

  /**
   * Heap that its I/O threads allocated.
   *
   * @return bytes per Submit; null if it does not tell.
   */
  public Double allocatedBytesPerRequest() {
    return allocatedBytes == null || submits == 0 ? null : (double) allocatedBytes / submits;
  }
}
