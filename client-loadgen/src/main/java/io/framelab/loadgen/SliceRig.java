package io.framelab.loadgen;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.util.ArrayList;

/**
 * Loads one server slice by slice over connections that stay open, so that several servers can take
 * turns within seconds and a slice costs no connect. Between two slices nothing is outstanding, so
 * whatever the server did in a slice it did for the acks of that slice. Every ack is verified. One
 * thread calls it.
 *
 * <pre>{@code
 * try (SliceRig rig = SliceRig.connect(config)) {
 *   SliceRig.Slice slice = rig.slice(500_000_000L);
 * }
 * }</pre>
 */
public final class SliceRig implements AutoCloseable {
  private final RigClock clock;
  private final Transceiver transceiver;
  private final Drain drain;
  private boolean closed;

  private SliceRig(final LoadConfig config) {
    this.clock = new WallClock();
    this.transceiver = new SocketTransceiver(config, clock::ring, () -> false);
    // A slice has no notes: whatever the drain would note fails it.
    this.drain = new Drain(config, transceiver, clock, () -> false, new ArrayList<>());
  }

  /**
   * What a slice brought.
   *
   * @param ns from the first Submit to the last ack.
   * @param acks verified.
   */
  public record Slice(long ns, long acks) {}

  /**
   * Opens every connection.
   *
   * @param config of the load; its times do not count here.
   * @return a rig that sends nothing yet.
   * @throws RunFailure if the config asks for what cannot be done, or no connection could be had.
   */
  public static SliceRig connect(final LoadConfig config) {
    ConfigCheck.check(config);
    final SliceRig rig = new SliceRig(config);
    try {
      rig.transceiver.connect();
      return rig;
    } catch (final RunFailure e) {
      rig.transceiver.close();
      throw e;
    }
  }

  /**
   * Loads for a while, stops, and waits for the last ack.
   *
   * @param durationNs of sending, in nanoseconds.
   * @return what came.
   * @throws RunFailure if the server broke the protocol, went away, stayed silent or answered
   *     nothing.
   */
  public Slice slice(final long durationNs) {
    final long ackedBefore = transceiver.totals().acked();
    final long startNs = clock.nanoTime();
    transceiver.send(Transceiver.UNLIMITED);
    while (!transceiver.failures().any()) {
      final long leftNs = startNs + durationNs - clock.nanoTime();
      if (leftNs <= 0) {
        break;
      }
      clock.pause(leftNs);
    }
    final boolean drained = drain.drain();
    final long ns = clock.nanoTime() - startNs;
    check(drained);
    final long acks = transceiver.totals().acked() - ackedBefore;
    if (acks == 0) {
      throw new RunFailure(ExitCode.FAILED, "no ack came in a whole slice");
    }
    return new Slice(ns, acks);
  }

  /**
   * Acks so far with another result than ok: a server that refuses work does less of it.
   *
   * @return a count that never falls.
   */
  public long refused() {
    return transceiver.totals().acked() - transceiver.results(AckResult.OK);
  }

  private void check(final boolean drained) {
    final LoadFailures failures = transceiver.failures();
    if (failures.firstViolation() != null) {
      throw new RunFailure(ExitCode.PEER_VIOLATION, failures.firstViolation());
    }
    if (failures.firstError() != null) {
      throw new RunFailure(ExitCode.FAILED, failures.firstError());
    }
    if (!drained) {
      throw new RunFailure(ExitCode.FAILED, "acks were still missing long after the last Submit");
    }
  }

  /** Says goodbye as a run does, and closes every connection. The second time it does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (transceiver) {
      if (!transceiver.failures().any() && transceiver.isDone()) {
        drain.finish();
      }
    }
  }
}
