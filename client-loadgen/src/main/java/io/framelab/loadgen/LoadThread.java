package io.framelab.loadgen;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * One sender: a selector, its connections, a send and a read buffer, a recorder, counters. Every
 * turn waits for sockets, reads and verifies what came and writes what that allows. Others reach it
 * only by {@link #order}, {@link #end()}, counters and recorder.
 */
final class LoadThread implements Runnable {
  /**
   * How often silence is looked for, and the most that an order waits for a thread whose sockets
   * are quiet.
   */
  private static final long SWEEP_MS = 50;

  private static final long SWEEP_NS = SWEEP_MS * 1_000_000;

  private final List<LoadConnection> connections;
  private final Selector selector;
  private final LoadFailures failures;
  private final Runnable bell;
  private final long timeoutNs;
  private final LoadCounters counters = new LoadCounters();
  private final SingleWriterRecorder recorder = ServiceTimes.newRecorder();
  private final AckReader reader = new AckReader(counters, recorder, System::nanoTime);
  private final SubmitWriter writer;
  private final Consumer<SelectionKey> onReady = this::onReady;

  private volatile LoadOrder order;
  private volatile long doneNumber;
  private volatile boolean ended;

  /** The rig's thread only. */
  private Histogram collected;

  private LoadOrder taken;
  private long owed;

  LoadThread(
      final LoadConfig config,
      final List<LoadConnection> connections,
      final LoadFailures failures,
      final Runnable bell)
      throws IOException {
    this.connections = connections;
    this.failures = failures;
    this.bell = bell;
    this.timeoutNs = config.timeoutNs();
    this.writer =
        new SubmitWriter(
            SubmitStream.of(config.payload(), new SizeTable(config.payload(), config.seed())),
            counters,
            System::nanoTime);
    this.selector = Selector.open();
    for (final LoadConnection connection : connections) {
      connection.lastAckNs = System.nanoTime();
      connection.key = connection.channel.register(selector, SelectionKey.OP_READ, connection);
    }
  }

  LoadCounters counters() {
    return counters;
  }

  /** The service times since the last call; the rig's thread only, valid until its next call. */
  Histogram intervalServiceTimes() {
    collected = recorder.getIntervalHistogram(collected);
    return collected;
  }

  /** Replaces the last order; any thread. */
  void order(final LoadOrder next) {
    order = next;
    selector.wakeup();
  }

  /** Whether the order with this number is carried out; any thread. */
  boolean isDone(final long number) {
    return doneNumber == number;
  }

  /** Ends the thread at once; any thread. */
  void end() {
    ended = true;
    selector.wakeup();
  }

  @Override
  public void run() {
    try {
      long sweptNs = System.nanoTime();
      while (!ended) {
        takeOrder();
        selector.select(onReady, SWEEP_MS);
        answer();
        final long nowNs = System.nanoTime();
        if (nowNs - sweptNs >= SWEEP_NS) {
          sweptNs = nowNs;
          sweep(nowNs);
        }
      }
    } catch (final IOException | RuntimeException e) {
      failures.reset(Thread.currentThread().getName() + " failed: " + e);
    } finally {
      closeAll();
    }
  }

  private void onReady(final SelectionKey key) {
    final LoadConnection connection = (LoadConnection) key.attachment();
    try {
      final long acked = connection.acked;
      if (key.isReadable() && !reader.read(connection)) {
        onEnd(connection);
        return;
      }
      owed -= connection.acked - acked;
      if (!connection.finishing) {
        writer.write(connection);
      }
    } catch (final Violation e) {
      failures.violation(e);
      drop(connection);
    } catch (final IOException e) {
      onLost(connection, e);
    }
  }

  private void takeOrder() {
    final LoadOrder next = order;
    if (next == taken) {
      return;
    }
    taken = next;
    for (final LoadConnection connection : connections) {
      if (connection.key.isValid()) {
        apply(next, connection);
      }
    }
    count();
  }

  private void apply(final LoadOrder next, final LoadConnection connection) {
    try {
      if (next.finish()) {
        connection.finishing = true;
        connection.channel.shutdownOutput();
        return;
      }
      connection.allow(next.share(connection.number));
      writer.write(connection);
    } catch (final IOException e) {
      onLost(connection, e);
    }
  }

  /**
   * What is still to come before the order is done; kept up to date by every read, counted anew
   * when a connection ends.
   */
  private void count() {
    long sum = 0;
    for (final LoadConnection connection : connections) {
      if (connection.key.isValid()) {
        final long more = connection.finishing ? 1 : connection.owed();
        sum = Math.min(sum, Long.MAX_VALUE - more) + more;
      }
    }
    owed = sum;
  }

  private void answer() {
    if (owed == 0 && taken != null && doneNumber != taken.number()) {
      doneNumber = taken.number();
      bell.run();
    }
  }

  private void sweep(final long nowNs) {
    for (final LoadConnection connection : connections) {
      if (connection.key.isValid() && connection.isSilent(nowNs, timeoutNs)) {
        failures.timeout(
            "connection "
                + connection.number
                + ": no ack within "
                + timeoutNs / 1_000_000
                + " ms, "
                + connection.outstanding()
                + " outstanding");
        drop(connection);
      }
    }
  }

  private void onEnd(final LoadConnection connection) {
    if (connection.outstanding() > 0 || connection.frameOffset > 0) {
      failures.violation(
          new Violation(ViolationKind.EARLY_CLOSE, connection, "the end of the stream"));
    } else if (connection.leftoverLength > 0) {
      failures.violation(
          new Violation(
              ViolationKind.NOT_AN_ACK,
              connection,
              connection.leftoverLength + " bytes and the end of the stream"));
    } else if (!connection.finishing) {
      failures.reset(
          "connection " + connection.number + ": closed by the server with nothing outstanding");
    }
    drop(connection);
  }

  private void onLost(final LoadConnection connection, final IOException cause) {
    if (!connection.finishing) {
      failures.reset("connection " + connection.number + ": " + cause.getMessage());
    }
    drop(connection);
  }

  private void drop(final LoadConnection connection) {
    close(connection);
    count();
  }

  private void closeAll() {
    connections.forEach(LoadThread::close);
    try {
      selector.close();
    } catch (final IOException e) {
      failures.reset("the selector failed: " + e.getMessage());
    }
  }

  private static void close(final LoadConnection connection) {
    connection.key.cancel();
    try {
      connection.channel.close();
    } catch (final IOException ignored) {
      // The connection is over either way, and the reason was counted.
    }
  }
}
