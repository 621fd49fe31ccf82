package io.framelab.loadgen;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Loads one server slice by slice over connections that stay open, so that several servers can take
 * turns within seconds and a slice costs no connect. Between two slices nothing is outstanding, so
 * whatever the server did in a slice it did for the acks of that slice. Every ack is verified. With
 * a rate each slice has a schedule of its own. One thread calls it.
 *
 * <pre>{@code
 * try (SliceRig rig = SliceRig.connect(config)) {
 *   SliceRig.Slice slice = rig.slice(500_000_000L);
 * }
 * }</pre>
 */
public final class SliceRig implements AutoCloseable {
  private final LoadConfig config;
  private final RigClock clock;
  private final Transceiver transceiver;
  private final Drain drain;
  private final PhaseTimes times;
  private boolean closed;

  private SliceRig(final LoadConfig config) {
    this.config = config;
    this.times = new PhaseTimes(config.isOpenLoop());
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
   * @param response of an open loop; null in a closed one.
   */
  public record Slice(long ns, long acks, Response response) {}

  /**
   * How long acks took from when their Submits ought to have left.
   *
   * @param p50Ns half of them took no longer.
   * @param p99Ns 99 of 100 took no longer.
   * @param p999Ns 999 of 1000 took no longer.
   * @param faults why the times are the generator's and not the server's, for people; empty if they
   *     are the server's.
   */
  public record Response(long p50Ns, long p99Ns, long p999Ns, List<String> faults) {
    /** Copies. */
    public Response {
      faults = List.copyOf(faults);
    }
  }

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
    final LoadTotals before = transceiver.totals();
    final long gcPauseBeforeNs = ThreadUse.gcPauseNs();
    final long startNs = clock.nanoTime();
    begin(startNs, durationNs);
    while (!transceiver.failures().any()) {
      final long leftNs = startNs + durationNs - clock.nanoTime();
      if (leftNs <= 0) {
        break;
      }
      clock.pause(leftNs);
    }
    // Here, because what the generator owed by the end of the schedule leaves in the drain.
    final LoadTotals sending = transceiver.totals().minus(before);
    final boolean drained = drain.drain();
    final long ns = clock.nanoTime() - startNs;
    check(drained);
    final LoadTotals all = transceiver.totals().minus(before);
    if (all.acked() == 0) {
      throw new RunFailure(ExitCode.FAILED, "no ack came in a whole slice");
    }
    final Response response =
        config.isOpenLoop()
            ? response(sending, all, durationNs, ThreadUse.gcPauseNs() - gcPauseBeforeNs)
            : null;
    return new Slice(ns, all.acked(), response);
  }

  private void begin(final long startNs, final long durationNs) {
    if (config.isOpenLoop()) {
      transceiver.send(
          new SendSchedule(
              config.rate(),
              config.connections(),
              config.seed(),
              startNs,
              startNs,
              startNs + durationNs),
          SendQuota.equal(Transceiver.UNLIMITED, config.connections()));
    } else {
      transceiver.send(Transceiver.UNLIMITED);
    }
  }

  private Response response(
      final LoadTotals sending, final LoadTotals all, final long sendingNs, final long gcPauseNs) {
    times.reset();
    transceiver.collectTimes(times);
    final Histogram response = times.measured.response;
    final OpenLoopJudge judge =
        new OpenLoopJudge(
            config.rate().perSec(),
            config.rate().arrival(),
            sending.sent(),
            sendingNs,
            times.measured.lag.getValueAtPercentile(99),
            response.getValueAtPercentile(99),
            (double) (sending.cpuNs() - sending.spinNs()) / sendingNs / config.threads(),
            gcPauseNs,
            sending.stallNs() / config.threads(),
            Math.min(1, (double) sending.blockedNs() / config.connections() / sendingNs),
            all.held(),
            all.unsent());
    return new Response(
        response.getValueAtPercentile(50),
        response.getValueAtPercentile(99),
        response.getValueAtPercentile(99.9),
        judge.faults());
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
