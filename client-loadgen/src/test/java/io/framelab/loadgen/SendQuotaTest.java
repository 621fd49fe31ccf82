package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendQuotaTest {
  private static final int CONNECTIONS = 10;
  private static final int PER_SEC = 1_000;

  private static SendSchedule schedule(final Arrival arrival, final long seed) {
    return new SendSchedule(
        new SendRate(PER_SEC, arrival), CONNECTIONS, seed, 0, 0, SendSchedule.ENDLESS);
  }

  private static long sum(final SendQuota quota) {
    return IntStream.range(0, CONNECTIONS).mapToLong(quota::of).sum();
  }

  /** When a connection sends its Submit with that number, counted from 1. */
  private static long intendedNs(final SendSchedule schedule, final int number, final long submit) {
    final SendCursor cursor = schedule.cursor(number);
    cursor.advance(submit - 1);
    return cursor.intendedNs;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 9, 100, 5_000, 100_003})
  void shouldBeOverWithTheLastInTimeWhenArrivalsAreIndependent(final long submits) {
    for (long seed = 1; seed <= 5; seed++) {
      final SendSchedule schedule = schedule(Arrival.POISSON, seed);
      final SendQuota quota = SendQuota.first(submits, schedule, () -> false);
      assertThat(quota.submits()).isEqualTo(submits).isEqualTo(sum(quota));
      long lastNs = 0;
      long nextNs = Long.MAX_VALUE;
      for (int i = 0; i < CONNECTIONS; i++) {
        lastNs = quota.of(i) == 0 ? lastNs : Math.max(lastNs, intendedNs(schedule, i, quota.of(i)));
        nextNs = Math.min(nextNs, intendedNs(schedule, i, quota.of(i) + 1));
      }
      assertThat(lastNs).isLessThanOrEqualTo(nextNs);
      final double deviation = Math.sqrt(submits) / PER_SEC * 1e9;
      assertThat((double) lastNs)
          .isBetween(
              submits * 1e9 / PER_SEC - 5 * deviation, submits * 1e9 / PER_SEC + 5 * deviation);
    }
  }

  @Test
  void shouldEndTheWalkWhenStopped() {
    final SendQuota quota = SendQuota.first(50_000_000, schedule(Arrival.POISSON, 1), () -> true);
    assertThat(sum(quota)).isEqualTo(quota.submits()).isZero();
  }

  @Test
  void shouldShareEquallyWhenArrivalsAreUniform() {
    final SendQuota quota = SendQuota.first(23, schedule(Arrival.UNIFORM, 1), () -> false);
    assertThat(IntStream.range(0, CONNECTIONS).mapToLong(quota::of).boxed())
        .containsExactly(3L, 3L, 3L, 2L, 2L, 2L, 2L, 2L, 2L, 2L);
  }

  @Test
  void shouldLimitNothingWhenThereIsNoLimit() {
    assertThat(SendQuota.equal(Transceiver.UNLIMITED, 3).of(2)).isEqualTo(Transceiver.UNLIMITED);
  }
}
