package io.framelab.benchmarks.ladder;

import io.framelab.loadgen.IntervalSnapshot;
import io.framelab.loadgen.LoadListener;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Looks at the server at the edges of the load's measured window. Its CPU is read next to the edges
 * and its metrics outside of them, so that answering a scrape is not part of what is measured. The
 * rig's thread only.
 */
final class RunProbe implements LoadListener {
  private static final String ALLOCATED = "tcp_server_allocated_bytes_total";
  private static final String IO_THREADS = "threads=\"io\"";
  private static final String SUBMITS = "tcp_server_req_recv_total";

  private final ServerProcess server;
  private final Consumer<IntervalSnapshot> onInterval;
  private long cpuNs;
  private long allocatedBytes;
  private long submits;
  private OptionalLong residentBytes = OptionalLong.empty();
  private IOException failure;

  RunProbe(final ServerProcess server, final Consumer<IntervalSnapshot> onInterval) {
    this.server = server;
    this.onInterval = onInterval;
  }

  @Override
  public void onMeasureStart() {
    scrape(-1);
    cpuNs = -server.tree().cpuNs();
  }

  @Override
  public void onMeasureEnd() {
    cpuNs += server.tree().cpuNs();
    residentBytes = server.tree().residentBytes();
    scrape(1);
  }

  @Override
  public void onInterval(final IntervalSnapshot snapshot) {
    onInterval.accept(snapshot);
  }

  /** A scrape that fails must not hide what the load itself finds out about a dying server. */
  private void scrape(final int sign) {
    if (server.ready().isEmpty()) {
      return;
    }
    try {
      final MetricsPage page = MetricsPage.of(server.ready().get().metrics());
      allocatedBytes += sign * (long) page.sum(ALLOCATED, IO_THREADS);
      submits += sign * (long) page.sum(SUBMITS, "");
    } catch (final IOException e) {
      failure = e;
    }
  }

  /** CPU time of the window in nanoseconds. */
  long cpuNs() {
    return cpuNs;
  }

  /** Heap that the I/O threads allocated between the scrapes, null if the server does not tell. */
  Long allocatedBytes() {
    return server.ready().isEmpty() ? null : allocatedBytes;
  }

  /** Submits decoded between the scrapes, null if the server does not tell. */
  Long submits() {
    return server.ready().isEmpty() ? null : submits;
  }

  /** Memory at the window's end in bytes, null if the system does not tell. */
  Long residentBytes() {
    return residentBytes.isPresent() ? residentBytes.getAsLong() : null;
  }

  /** Why a scrape failed, null if none did. */
  IOException failure() {
    return failure;
  }
}
