package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that stalls, in time that passes only as the test says: everything of a load thread but
 * its selector.
 */
@Timeout(30)
class StalledServerTest {
  private static final int PAYLOAD_BYTES = 18;
  private static final int PER_SEC = 10_000;
  private static final int CONNECTIONS = 4;
  private static final int WINDOW = 25;
  private static final long MS = 1_000_000;
  private static final long SERVICE_NS = 50_000;
  private static final long STALL_FROM_NS = 500 * MS;
  private static final long STALL_TO_NS = 600 * MS;

  private final LoadCounters counters = new LoadCounters();
  private final TimesRecorder recorder = new TimesRecorder(true);
  private final PhaseTimes times = new PhaseTimes(true);
  private final AckReader reader = new AckReader(counters, recorder, () -> this.nowNs);
  private final SubmitWriter writer =
      new SubmitWriter(new FixedSubmits(PAYLOAD_BYTES), counters, () -> this.nowNs);
  private final OpenSender sender =
      new OpenSender(writer, counters, recorder, () -> this.nowNs, CONNECTIONS);
  private final List<LoadConnection> connections = new ArrayList<>();
  private long nowNs;

  /** From when on nothing of the generator moves, and until when. */
  private long awayFromNs = Long.MAX_VALUE;

  private long awayToNs;

  /** Where a run is left alone. */
  private long untilNs = Long.MAX_VALUE - 1;

  /** Acknowledges after a while, but not while it stalls. */
  private static long stalling(final long arrivalNs) {
    final long ackNs = arrivalNs + SERVICE_NS;
    return ackNs >= STALL_FROM_NS && ackNs < STALL_TO_NS ? STALL_TO_NS : ackNs;
  }

  private void run(
      final Arrival arrival, final long warmupNs, final long endNs, final LongUnaryOperator ackNs)
      throws IOException {
    final SendSchedule schedule =
        new SendSchedule(new SendRate(PER_SEC, arrival), CONNECTIONS, 1, 0, warmupNs, endNs);
    sender.begin(schedule);
    reader.begin(schedule);
    for (int number = 0; number < CONNECTIONS; number++) {
      final FakeChannel channel =
          new FakeChannel(
              () -> this.nowNs, number, FrameDescriptor.frameLength(PAYLOAD_BYTES), ackNs);
      final LoadConnection connection = new LoadConnection(number, channel, WINDOW);
      connection.key = channel.key();
      connections.add(connection);
      sender.begin(connection, Transceiver.UNLIMITED);
    }
    while (step()) {
      // Time passes by what happens next.
    }
    recorder.collect(times);
  }

  /** Lives through the next thing that happens, as a turn of a load thread does. */
  private boolean step() throws IOException {
    long nextNs = sender.nextDueNs();
    for (final LoadConnection connection : connections) {
      nextNs = Math.min(nextNs, ((FakeChannel) connection.channel).nextAckNs());
    }
    if (nextNs == Long.MAX_VALUE || nextNs > untilNs) {
      return false;
    }
    nowNs = Math.max(nowNs, nextNs);
    if (nowNs >= awayFromNs) {
      nowNs = Math.max(nowNs, awayToNs);
    }
    for (final LoadConnection connection : connections) {
      reader.read(connection);
      sender.resume(connection);
    }
    while (sender.nextDueNs() <= nowNs) {
      sender.send(sender.poll());
    }
    return true;
  }

  private static long above(final Histogram histogram, final long ns) {
    return histogram.getTotalCount() - histogram.getCountBetweenValues(0, ns);
  }

  @Test
  void shouldShowAThousandSlowRequestsWhenTheServerStallsForATenthOfASecond() throws IOException {
    run(Arrival.UNIFORM, 0, 1_000 * MS, StalledServerTest::stalling);
    final Histogram response = times.measured.response;
    assertThat(response.getTotalCount()).isEqualTo(PER_SEC);
    // 10,000/s for 100 ms, spread evenly from nothing to all of it.
    assertThat(above(response, 1 * MS)).isBetween(970L, 1_010L);
    assertThat(above(response, 50 * MS)).isBetween(480L, 520L);
    assertThat(above(response, 90 * MS)).isBetween(80L, 120L);
    assertThat(response.getMaxValue()).isBetween(99 * MS, 101 * MS);
    assertThat(response.getValueAtPercentile(99.9)).isGreaterThan(95 * MS);
    assertThat(response.getValueAtPercentile(50)).isBetween(49_000L, 51_000L);
  }

  @Test
  void shouldShowInServiceTimeOnlyWhatTheWindowsLetIn() throws IOException {
    run(Arrival.UNIFORM, 0, 1_000 * MS, StalledServerTest::stalling);
    final Histogram service = times.measured.service;
    assertThat(service.getTotalCount()).isEqualTo(PER_SEC);
    assertThat(above(service, 1 * MS)).isEqualTo((long) CONNECTIONS * WINDOW);
    assertThat(counters.get(LoadCounter.HELD)).isBetween(870L, 910L);
    assertThat(times.measured.lag.getMaxValue()).isZero();
    assertThat(times.measured.lag.getTotalCount() + counters.get(LoadCounter.HELD))
        .isEqualTo(PER_SEC);
  }

  @Test
  void shouldBlameTheGeneratorWhenItsOwnBacklogFillsTheWindows() throws IOException {
    awayFromNs = STALL_FROM_NS;
    awayToNs = STALL_FROM_NS + 300 * MS;
    run(Arrival.UNIFORM, 0, 2_000 * MS, arrivalNs -> arrivalNs + SERVICE_NS);
    final Histogram lag = times.measured.lag;
    // 10,000/s for 300 ms, all overdue before any window was full.
    assertThat(above(lag, 1 * MS)).isBetween(2_950L, 3_010L);
    assertThat(lag.getValueAtPercentile(99)).isGreaterThan(270 * MS);
    assertThat(lag.getTotalCount() + counters.get(LoadCounter.HELD)).isEqualTo(2 * PER_SEC);
    assertThat(counters.get(LoadCounter.HELD)).isLessThan(100);
  }

  @Test
  void shouldBlameTheServerWhenItLetsTheBacklogLeaveInPieces() throws IOException {
    run(
        Arrival.UNIFORM,
        0,
        1_000 * MS,
        arrivalNs -> arrivalNs < STALL_FROM_NS ? arrivalNs + SERVICE_NS : arrivalNs + 20 * MS);
    // 4 windows of 25 each 20 ms are half of the rate.
    assertThat(times.measured.lag.getMaxValue()).isZero();
    assertThat(counters.get(LoadCounter.HELD)).isBetween(4_700L, 5_000L);
    assertThat(times.measured.response.getMaxValue()).isGreaterThan(400 * MS);
  }

  @Test
  void shouldCountWhatWasGivenUpWithTheTimeThatItHadWaited() throws IOException {
    untilNs = 600 * MS;
    run(Arrival.UNIFORM, 100 * MS, 550 * MS, arrivalNs -> arrivalNs + 5_000 * MS);
    nowNs = 700 * MS;
    connections.forEach(this::giveUp);
    recorder.collect(times);
    final long sent = counters.get(LoadCounter.SENT);
    assertThat(sent).isEqualTo((long) CONNECTIONS * WINDOW);
    assertThat(counters.get(LoadCounter.UNSENT)).isEqualTo(4_500);
    assertThat(counters.get(LoadCounter.HELD)).isEqualTo(4_500);
    final Histogram response = times.measured.response;
    assertThat(response.getTotalCount()).isEqualTo(4_500);
    assertThat(response.getMinValue()).isBetween(149 * MS, 151 * MS);
    assertThat(response.getMaxValue()).isBetween(599 * MS, 601 * MS);
  }

  private void giveUp(final LoadConnection connection) {
    sender.giveUp(connection);
    connection.allow(0);
    sender.giveUp(connection);
  }

  @Test
  void shouldShowTheStallWhenTheWindowEndsInIt() throws IOException {
    run(Arrival.UNIFORM, 0, 550 * MS, StalledServerTest::stalling);
    final Histogram response = times.measured.response;
    assertThat(response.getTotalCount()).isEqualTo(5_500);
    assertThat(above(response, 49 * MS)).isBetween(490L, 510L);
    assertThat(response.getMaxValue()).isBetween(99 * MS, 101 * MS);
    assertThat(connections).allMatch(connection -> connection.owed() == 0);
  }

  @Test
  void shouldCountARequestWhereItWasIntendedWhenTheStallBeganInTheWarmUp() throws IOException {
    run(Arrival.UNIFORM, 550 * MS, 1_000 * MS, StalledServerTest::stalling);
    assertThat(times.warmup.response.getTotalCount()).isEqualTo(5_500);
    assertThat(times.measured.response.getTotalCount()).isEqualTo(4_500);
    assertThat(times.measured.service.getTotalCount()).isEqualTo(4_500);
    assertThat(times.measured.response.getMaxValue()).isBetween(49 * MS, 51 * MS);
  }

  @Test
  void shouldShowTheSameWhenArrivalsAreIndependent() throws IOException {
    run(Arrival.POISSON, 0, 1_000 * MS, StalledServerTest::stalling);
    final Histogram response = times.measured.response;
    assertThat(response.getTotalCount()).isBetween(9_700L, 10_300L);
    assertThat(above(response, 1 * MS)).isBetween(850L, 1_150L);
    assertThat(response.getMaxValue()).isBetween(95 * MS, 101 * MS);
  }

  @ParameterizedTest
  @EnumSource(Arrival.class)
  void shouldSendAtTheIntendedTimesWhenNothingHoldsItUp(final Arrival arrival) throws IOException {
    run(arrival, 0, 1_000 * MS, arrivalNs -> arrivalNs + SERVICE_NS);
    assertThat(counters.get(LoadCounter.HELD)).isZero();
    assertThat(times.measured.lag.getMaxValue()).isZero();
    assertThat(times.measured.response.getMaxValue()).isBetween(49_900L, 50_100L);
    assertThat(times.measured.response.getTotalCount())
        .isEqualTo(counters.get(LoadCounter.SENT))
        .isEqualTo(counters.get(LoadCounter.ACKED));
  }
}
