package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SendScheduleTest {
  private static final long ORIGIN_NS = -5_000_000_000L;

  private static SendSchedule schedule(
      final long perSec, final Arrival arrival, final int connections) {
    return new SendSchedule(
        new SendRate(perSec, arrival), connections, 7, ORIGIN_NS, ORIGIN_NS, SendSchedule.ENDLESS);
  }

  /** The definition, in numbers that are never rounded. */
  private static long exact(
      final long perSec, final int connections, final int number, final long n) {
    return BigInteger.valueOf(n)
        .multiply(BigInteger.valueOf(connections))
        .add(BigInteger.valueOf(number))
        .multiply(BigInteger.valueOf(1_000_000_000))
        .divide(BigInteger.valueOf(perSec))
        .add(BigInteger.valueOf(ORIGIN_NS))
        .longValue();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,7", "10000,100", "9999991,100", "1000000000,1", "7,65536"})
  void shouldNeverDriftWhenUniform(final long perSec, final int connections) {
    final SendSchedule schedule = schedule(perSec, Arrival.UNIFORM, connections);
    final int last = connections - 1;
    final SendCursor byOne = schedule.cursor(last);
    final SendCursor byMany = schedule.cursor(last);
    for (long n = 0; n < 100_000; n += 1_000) {
      assertThat(byMany.intendedNs).isEqualTo(exact(perSec, connections, last, n));
      assertThat(byOne.intendedNs).isEqualTo(byMany.intendedNs);
      byMany.advance(1_000);
      for (int i = 0; i < 1_000; i++) {
        byOne.advance();
      }
    }
  }

  private static long[] times(final SendSchedule schedule, final int count) {
    final SendCursor cursor = schedule.cursor(0);
    final long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = cursor.intendedNs;
      cursor.advance();
    }
    return times;
  }

  @ParameterizedTest
  @EnumSource(Arrival.class)
  void shouldStandWhereAWalkStandsWhenWhatIsDueIsTakenInParts(final Arrival arrival) {
    final SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 1_000; round++) {
      final long perSec = 1 + (long) Math.pow(10, random.nextDouble() * 8.9);
      final SendSchedule schedule = schedule(perSec, arrival, 1 + random.nextInt(100));
      final long[] times = times(schedule, 1_000);
      final SendCursor cursor = schedule.cursor(0);
      int at = 0;
      long nowNs = ORIGIN_NS;
      while (at < 900) {
        final int most = random.nextInt(50);
        nowNs = Math.max(nowNs, times[at + random.nextInt(60)] - random.nextInt(2));
        int expected = 0;
        while (expected < most && times[at + expected] <= nowNs) {
          expected++;
        }
        assertThat(cursor.due(nowNs, most)).isEqualTo(expected);
        // A socket may take a part of it only.
        final int taken = random.nextInt(expected + 1);
        cursor.advance(taken);
        at += taken;
        assertThat(cursor.intendedNs).isEqualTo(times[at]);
      }
    }
  }

  @Test
  void shouldBeAsManyAsAskedForAndStrayAsChanceDoesWhenPoisson() {
    final int connections = 10;
    final SendSchedule schedule = schedule(100_000, Arrival.POISSON, connections);
    final double meanNs = connections * 1e9 / 100_000;
    double sumNs = 0;
    double squares = 0;
    final int count = 20_000;
    for (int number = 0; number < connections; number++) {
      final SendCursor cursor = schedule.cursor(number);
      long lastNs = ORIGIN_NS;
      for (int i = 0; i < count; i++) {
        final double gapNs = cursor.intendedNs - lastNs;
        lastNs = cursor.intendedNs;
        sumNs += gapNs;
        squares += gapNs * gapNs;
        cursor.advance();
      }
    }
    final int gaps = connections * count;
    // The seed is fixed: these are facts, not chances. Deviation and mean of a gap are the same.
    assertThat(sumNs / gaps / meanNs).isBetween(0.99, 1.01);
    assertThat(Math.sqrt(squares / gaps - Math.pow(sumNs / gaps, 2)) / meanNs)
        .isBetween(0.98, 1.02);
  }

  @Test
  void shouldDependOnTheSeedAndTheConnectionWhenPoisson() {
    final SendSchedule schedule = schedule(1_000, Arrival.POISSON, 2);
    final SendSchedule other =
        new SendSchedule(schedule.rate(), 2, 8, ORIGIN_NS, ORIGIN_NS, SendSchedule.ENDLESS);
    assertThat(times(schedule, 10)).isEqualTo(times(schedule, 10)).isNotEqualTo(times(other, 10));
    assertThat(schedule.cursor(0).intendedNs).isNotEqualTo(schedule.cursor(1).intendedNs);
  }

  @Test
  void shouldShiftThePhasesWhenConnectionsShareARate() {
    final SendSchedule schedule = schedule(1_000, Arrival.UNIFORM, 4);
    for (int number = 0; number < 4; number++) {
      assertThat(schedule.cursor(number).intendedNs).isEqualTo(ORIGIN_NS + number * 1_000_000L);
    }
  }
}
