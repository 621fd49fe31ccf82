package io.framelab.loadgen;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Carries Submits over TCP: the connections, dealt out to the load threads. The rig's thread alone
 * calls it.
 */
final class SocketTransceiver implements Transceiver {
  /**
   * A thread answers within a turn of its loop; one that takes this long is left to the end of the
   * process.
   */
  private static final long JOIN_MS = 2_000;

  private final LoadConfig config;
  private final Runnable bell;
  private final BooleanSupplier stopped;
  private final LoadFailures failures;

  /** Scrapers read the counters while threads are added. */
  private final List<LoadThread> loads = new CopyOnWriteArrayList<>();

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private long orders;

  /** The last schedule; null before the first. */
  private SendSchedule begun;

  SocketTransceiver(final LoadConfig config, final Runnable bell, final BooleanSupplier stopped) {
    this.config = config;
    this.bell = bell;
    this.stopped = stopped;
    this.failures = new LoadFailures(bell);
  }

  @Override
  public void connect() {
    final List<SocketChannel> channels = new Connector(config, stopped).connect();
    final List<List<LoadConnection>> shares = new ArrayList<>();
    for (int i = 0; i < config.threads(); i++) {
      shares.add(new ArrayList<>());
    }
    for (int i = 0; i < channels.size(); i++) {
      shares
          .get(i % shares.size())
          .add(new LoadConnection(i, channels.get(i), config.window(), config.maxRuns()));
    }
    try {
      for (final List<LoadConnection> share : shares) {
        start(new LoadThread("load-" + loads.size(), config, share, failures, bell));
      }
    } catch (final IOException e) {
      // Those of a thread that runs are closed twice, which does nothing.
      channels.forEach(SocketTransceiver::close);
      throw new RunFailure(ExitCode.FAILED, "cannot open a selector: " + e.getMessage());
    }
  }

  private static void close(final SocketChannel channel) {
    try {
      channel.close();
    } catch (final IOException ignored) {
      // Given up on already; the reason is on its way to the user.
    }
  }

  private void start(final LoadThread load) {
    final Thread thread = new Thread(load, "load-" + loads.size());
    thread.setDaemon(true);
    loads.add(load);
    threads.add(thread);
    thread.start();
    if (config.isOpenLoop()) {
      threads.add(load.alarm().thread());
      load.alarm().start();
    }
  }

  @Override
  public void send(final long submits) {
    order(LoadOrder.Kind.SEND, SendQuota.equal(submits, config.connections()), null);
  }

  @Override
  public void send(final SendSchedule schedule, final SendQuota quota) {
    begun = schedule;
    order(LoadOrder.Kind.BEGIN, quota, schedule);
  }

  @Override
  public void endSchedule(final long ns) {
    if (begun != null) {
      order(LoadOrder.Kind.END, null, begun.endingAt(ns));
    }
  }

  @Override
  public void finish() {
    order(LoadOrder.Kind.FINISH, null, null);
  }

  private void order(
      final LoadOrder.Kind kind, final SendQuota quota, final SendSchedule schedule) {
    final LoadOrder order = new LoadOrder(++orders, kind, quota, schedule);
    loads.forEach(load -> load.order(order));
  }

  @Override
  public boolean isDone() {
    return loads.stream().allMatch(load -> load.isDone(orders));
  }

  @Override
  public LoadTotals totals() {
    // Acks first: an ack counted here belongs to a Submit that is counted too.
    final long acked = sum(LoadCounter.ACKED);
    return new LoadTotals(
        sum(LoadCounter.SENT),
        acked,
        sum(LoadCounter.BYTES_OUT),
        sum(LoadCounter.BYTES_IN),
        sum(LoadCounter.HELD),
        sum(LoadCounter.BLOCKED_NS),
        sum(LoadCounter.UNSENT),
        sum(LoadCounter.SPIN_NS),
        sum(LoadCounter.STALL_NS),
        loads.stream()
            .mapToLong(load -> load.counters().get(LoadCounter.LAST_SENT_NS))
            .max()
            .orElse(0),
        ThreadUse.cpuNs(threads),
        ThreadUse.allocatedBytes(threads));
  }

  @Override
  public long results(final AckResult result) {
    return loads.stream().mapToLong(load -> load.counters().result(result)).sum();
  }

  @Override
  public void collectTimes(final PhaseTimes into) {
    loads.forEach(load -> load.collectTimes(into));
  }

  @Override
  public LoadFailures failures() {
    return failures;
  }

  @Override
  public void close() {
    loads.forEach(LoadThread::end);
    try {
      for (final Thread thread : threads) {
        thread.join(JOIN_MS);
      }
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long sum(final LoadCounter counter) {
    return loads.stream().mapToLong(load -> load.counters().get(counter)).sum();
  }
}
