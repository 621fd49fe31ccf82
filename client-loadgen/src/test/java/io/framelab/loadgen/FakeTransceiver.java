package io.framelab.loadgen;

import java.util.ArrayList;
import java.util.List;

/**
 * A transceiver without sockets: a server that answers a fixed number of Submits per fake second.
 */
final class FakeTransceiver implements Transceiver {
  static final long ACKS_PER_SEC = 1_000;
  static final long SERVICE_NS = 5_000_000;

  final List<String> calls = new ArrayList<>();
  final LoadFailures failures = new LoadFailures(() -> {});

  /** Acks that never come, however long one waits. */
  long withheld;

  /** How much of the sending thread's CPU is used. */
  double cpuShare = 0.5;

  /** For how much of the time the connection is blocked; of an open loop. */
  double blockedShare;

  /** For how much of the time its sending thread is away. */
  double stallShare;

  /** How late each Submit of an open loop leaves by the generator's own fault. */
  long lagNs;

  /** How long it takes to collect times. */
  long collectNs;

  /** The last one begun, or null. */
  SendSchedule schedule;

  private final FakeClock clock;
  private long allowed;
  private long acked;
  private long collected;
  private long sinceNs;
  private long lastSentNs;

  FakeTransceiver(final FakeClock clock) {
    this.clock = clock;
  }

  @Override
  public void connect() {
    calls.add("connect");
  }

  @Override
  public void send(final long submits) {
    settle();
    calls.add("send " + (submits == UNLIMITED ? "on" : submits));
    allowed = submits == UNLIMITED ? UNLIMITED : acked + submits;
  }

  @Override
  public void send(final SendSchedule schedule, final SendQuota quota) {
    this.schedule = schedule;
    send(quota.submits());
  }

  @Override
  public void endSchedule(final long ns) {
    if (schedule != null) {
      calls.add("end schedule");
      schedule = schedule.endingAt(ns);
    }
  }

  @Override
  public void finish() {
    calls.add("finish");
  }

  @Override
  public boolean isDone() {
    settle();
    return acked >= allowed && withheld == 0;
  }

  @Override
  public LoadTotals totals() {
    settle();
    final long nowNs = clock.nanoTime();
    return new LoadTotals(
        acked + withheld,
        acked,
        acked * 31,
        acked * 14,
        0,
        (long) (nowNs * blockedShare),
        0,
        0,
        (long) (nowNs * stallShare),
        lastSentNs,
        (long) (nowNs * cpuShare),
        0);
  }

  @Override
  public long results(final AckResult result) {
    return result == AckResult.OK ? acked : 0;
  }

  @Override
  public void collectTimes(final PhaseTimes into) {
    settle();
    final long more = acked - collected;
    into.measured.service.recordValueWithCount(SERVICE_NS, more);
    if (schedule != null) {
      into.measured.response.recordValueWithCount(SERVICE_NS + lagNs, more);
      into.measured.lag.recordValueWithCount(lagNs, more);
    }
    collected = acked;
    clock.pause(collectNs);
  }

  @Override
  public LoadFailures failures() {
    return failures;
  }

  @Override
  public void close() {
    calls.add("close");
  }

  private void settle() {
    final long nowNs = clock.nanoTime();
    final long untilNs =
        schedule == null || allowed != UNLIMITED ? nowNs : Math.min(nowNs, schedule.endNs());
    final long could = Math.max(0, untilNs - sinceNs) * ACKS_PER_SEC / 1_000_000_000;
    if (could > 0 && acked < allowed) {
      lastSentNs = sinceNs + Math.min(could, allowed - acked) * 1_000_000_000 / ACKS_PER_SEC;
    }
    acked = Math.min(acked + could, Math.max(acked, allowed));
    sinceNs = nowNs;
  }
}
