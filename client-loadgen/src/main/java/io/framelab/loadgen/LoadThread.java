package io.framelab.loadgen;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.function.Consumer;

/**
 * One sender: a selector, its connections, a send and a read buffer, a recorder, counters. Every
 * turn waits for sockets, reads and verifies what came and writes what that allows; in an open loop
 * it also waits for, and writes, what is due. Others reach it only by {@link #order}, {@link
 * #end()}, counters and recorder.
 */
final class LoadThread implements Runnable {
  /** Shorter ones are part of a busy thread's life, and the lag tells them. */
  private static final long MIN_STALL_NS = 10_000_000;

  private final List<LoadConnection> connections;
  private final Selector selector;
  private final LoadFailures failures;
  private final Losses losses;
  private final long timeoutNs;
  private final long sweepNs;
  private final LoadCounters counters = new LoadCounters();
  private final TimesRecorder recorder;
  private final AckReader reader;
  private final SubmitWriter writer;
  private final OpenSender sender;
  private final Alarm alarm;
  private final DueWait dueWait;
  private final OrderInHand order;
  private final Consumer<SelectionKey> onReady = this::onReady;

  private volatile boolean ended;

  /** Those that are sent in this turn. */
  private final LoadConnection[] due;

  LoadThread(
      final String name,
      final LoadConfig config,
      final List<LoadConnection> connections,
      final LoadFailures failures,
      final Runnable bell)
      throws IOException {
    this.connections = connections;
    this.failures = failures;
    this.losses = new Losses(failures);
    this.order = new OrderInHand(bell);
    this.timeoutNs = config.timeoutNs();
    this.sweepNs = DueWait.mostMs(config.isOpenLoop()) * 1_000_000;
    this.recorder = new TimesRecorder(config.isOpenLoop());
    this.reader = new AckReader(counters, recorder, System::nanoTime);
    this.writer =
        new SubmitWriter(
            SubmitStream.of(config.payload(), new SizeTable(config.payload(), config.seed())),
            counters,
            System::nanoTime);
    this.sender = new OpenSender(writer, counters, recorder, System::nanoTime, connections.size());
    this.selector = Selector.open();
    this.alarm = new Alarm(name + "-alarm", selector::wakeup);
    this.due = new LoadConnection[connections.size()];
    this.dueWait = new DueWait(selector, alarm, counters, config.isOpenLoop());
    for (final LoadConnection connection : connections) {
      connection.lastAckNs = System.nanoTime();
      connection.key = connection.channel.register(selector, SelectionKey.OP_READ, connection);
    }
  }

  LoadCounters counters() {
    return counters;
  }

  /** What wakes this thread when a Submit is due. */
  Alarm alarm() {
    return alarm;
  }

  /** Adds the times since the last call; the rig's thread only. */
  void collectTimes(final PhaseTimes into) {
    recorder.collect(into);
  }

  /** Replaces the last order; any thread. */
  void order(final LoadOrder next) {
    order.give(next);
    selector.wakeup();
  }

  /** Whether the order with this number is carried out; any thread. */
  boolean isDone(final long number) {
    return order.isDone(number);
  }

  /** Ends the thread at once; any thread. */
  void end() {
    ended = true;
    alarm.end();
    selector.wakeup();
  }

  @Override
  public void run() {
    try {
      long sweptNs = System.nanoTime();
      while (!ended) {
        takeOrder();
        final long awaitedNs = dueWait.await(onReady, sender.nextDueNs());
        sendDue();
        order.answer();
        final long nowNs = System.nanoTime();
        countStall(nowNs - awaitedNs, counters);
        if (nowNs - sweptNs >= sweepNs) {
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
        losses.onEnd(connection);
        drop(connection);
        return;
      }
      order.acked(connection, acked);
      if (connection.finishing) {
        return;
      }
      if (connection.toSend == null) {
        writer.write(connection);
      } else if (connection.held) {
        final long limit = connection.limit;
        sender.resume(connection);
        order.settled(connection, limit);
      }
    } catch (final Violation e) {
      failures.violation(e);
      drop(connection);
    } catch (final IOException e) {
      onLost(connection, e);
    }
  }

  /** Counts a turn that ended so much later than it would have with nothing to do. */
  static void countStall(final long lateNs, final LoadCounters counters) {
    if (lateNs >= MIN_STALL_NS) {
      counters.add(LoadCounter.STALL_NS, lateNs);
    }
  }

  /** Each connection once, so that acks are read in between however much is due. */
  private void sendDue() {
    final long firstNs = sender.nextDueNs();
    if (firstNs == DueQueue.NEVER) {
      return;
    }
    final long nowNs = System.nanoTime();
    int count = 0;
    while (sender.nextDueNs() <= nowNs) {
      due[count++] = sender.poll();
    }
    for (int i = 0; i < count; i++) {
      if (due[i].key.isValid()) {
        sendDue(due[i]);
      }
    }
  }

  private void sendDue(final LoadConnection connection) {
    final long limit = connection.limit;
    try {
      sender.send(connection);
      order.settled(connection, limit);
    } catch (final IOException e) {
      onLost(connection, e);
    }
  }

  private void takeOrder() {
    final LoadOrder next = order.takeNew();
    if (next == null) {
      return;
    }
    if (next.kind() == LoadOrder.Kind.BEGIN) {
      sender.begin(next.schedule());
      reader.begin(next.schedule());
    } else if (next.kind() == LoadOrder.Kind.END) {
      sender.end(next.schedule().endNs());
    }
    for (final LoadConnection connection : connections) {
      if (connection.key.isValid()) {
        apply(next, connection);
      }
    }
    order.recount(connections);
  }

  private void apply(final LoadOrder next, final LoadConnection connection) {
    try {
      switch (next.kind()) {
        case SEND -> allow(next.quota().of(connection.number), connection);
        case BEGIN -> sender.begin(connection, next.quota().of(connection.number));
        case END -> sender.end(connection);
        case FINISH -> {
          connection.finishing = true;
          connection.channel.shutdownOutput();
        }
      }
    } catch (final IOException e) {
      onLost(connection, e);
    }
  }

  private void allow(final long submits, final LoadConnection connection) throws IOException {
    sender.giveUp(connection);
    connection.allow(submits);
    writer.write(connection);
  }

  private void sweep(final long nowNs) {
    for (final LoadConnection connection : connections) {
      sender.countHeld(connection, nowNs);
      if (connection.key.isValid() && connection.isSilent(nowNs, timeoutNs)) {
        losses.onSilence(connection, timeoutNs);
        drop(connection);
      }
    }
  }

  private void onLost(final LoadConnection connection, final IOException cause) {
    losses.onLost(connection, cause);
    drop(connection);
  }

  private void drop(final LoadConnection connection) {
    close(connection);
    reader.giveUp(connection);
    sender.giveUp(connection);
    order.recount(connections);
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
