package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.process.MetricsPage;
import io.framelab.benchmarks.process.ServerCounts;
import io.framelab.benchmarks.process.ServerProcess;
import io.framelab.benchmarks.process.SyscallSlice;
import io.framelab.loadgen.IntervalSnapshot;
import io.framelab.loadgen.LoadListener;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at the server at the edges of the load's measured window. Its CPU is read next to the edges
 * and its metrics outside of them, so that answering a scrape is not part of what is measured; its
 * system calls are counted later still, while the load goes on. The rig's thread only.
 */
final class RunProbe implements LoadListener {
  private final ServerProcess server;
  private final Consumer<IntervalSnapshot> onInterval;
  private final Supplier<SyscallSlice> countSyscalls;
  private long cpuNs;
  private MetricsPage before;
  private MetricsPage after;
  private OptionalLong residentBytes = OptionalLong.empty();
  private SyscallSlice syscalls;
  private IOException failure;

  /**
   * Prepares to look at a server.
   *
   * @param server under load.
   * @param onInterval told how it goes.
   * @param countSyscalls counts for a while, called once while the load goes on.
   */
  RunProbe(
      final ServerProcess server,
      final Consumer<IntervalSnapshot> onInterval,
      final Supplier<SyscallSlice> countSyscalls) {
    this.server = server;
    this.onInterval = onInterval;
    this.countSyscalls = countSyscalls;
  }

  @Override
  public void onMeasureStart() {
    before = scrape();
    cpuNs = -server.tree().cpuNs();
  }

  @Override
  public void onMeasureEnd() {
    cpuNs += server.tree().cpuNs();
    residentBytes = server.tree().residentBytes();
    after = scrape();
    syscalls = countSyscalls.get();
  }

  @Override
  public void onInterval(final IntervalSnapshot snapshot) {
    onInterval.accept(snapshot);
  }

  /** A scrape that fails must not hide what the load itself finds out about a dying server. */
  private MetricsPage scrape() {
    if (server.ready().isEmpty()) {
      return null;
    }
    try {
      return MetricsPage.of(server.ready().get().metrics());
    } catch (final IOException e) {
      failure = e;
      return null;
    }
  }

  /** CPU time of the window in nanoseconds. */
  long cpuNs() {
    return cpuNs;
  }

  /**
   * What the server counted between the scrapes.
   *
   * @return nothing if it is not ours.
   * @throws IOException if that could not be read.
   */
  ServerCounts counted() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return server.ready().isEmpty() ? ServerCounts.NONE : ServerCounts.between(before, after);
  }

  /** Memory at the window's end in bytes, null if the system does not tell. */
  Long residentBytes() {
    return residentBytes.isPresent() ? residentBytes.getAsLong() : null;
  }

  /** Its system calls after the window. */
  SyscallSlice syscalls() {
    return syscalls;
  }
}
