package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a rig waits for what does not come, in time that passes at once. */
@Timeout(10)
class DrainTest {
  private static final long TIMEOUT_NS = seconds(5);

  private final FakeClock clock = new FakeClock();
  private final FakeTransceiver transceiver = new FakeTransceiver(clock);
  private final LoadConfig config =
      new LoadConfig(new Target("fake", 1)).connections(1).timeoutNs(TIMEOUT_NS);
  private final List<String> notes = new ArrayList<>();

  private static long seconds(final long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  private Drain drain(final BooleanSupplier stopped) {
    return new Drain(config, transceiver, clock, stopped, notes);
  }

  /** Not yet when it is looked at first, but ever after. */
  private static BooleanSupplier stoppedMeanwhile() {
    final AtomicBoolean stopped = new AtomicBoolean();
    return () -> stopped.getAndSet(true);
  }

  @Test
  void shouldSayNothingWhenEveryAckCame() {
    assertThat(drain(() -> false).drain()).isTrue();
    assertThat(clock.nanoTime()).isZero();
    assertThat(notes).isEmpty();
    assertThat(transceiver.calls).containsExactly("send 0");
  }

  @Test
  void shouldWaitForAMinuteWhenAcksAreMissing() {
    transceiver.withheld = 1;
    assertThat(drain(() -> false).drain()).isFalse();
    assertThat(clock.nanoTime()).isEqualTo(seconds(60));
    assertThat(notes).containsExactly("acks were still missing 60000 ms after the last Submit");
  }

  @Test
  void shouldWaitForAcksAllTheSameWhenTheRunWasStoppedBefore() {
    transceiver.withheld = 1;
    assertThat(drain(() -> true).drain()).isFalse();
    assertThat(clock.nanoTime()).isEqualTo(seconds(60));
  }

  @Test
  void shouldWaitForASecondMoreWhenStoppedWhileItWaits() {
    transceiver.withheld = 1;
    assertThat(drain(stoppedMeanwhile()).drain()).isFalse();
    assertThat(clock.nanoTime()).isEqualTo(seconds(1));
  }

  @Test
  void shouldWaitNoLongerThanTheTimeoutWhenAConnectionIsLost() {
    transceiver.withheld = 1;
    transceiver.failures.reset("connection 0: gone");
    assertThat(drain(() -> false).drain()).isFalse();
    assertThat(clock.nanoTime()).isEqualTo(TIMEOUT_NS);
  }

  @Test
  void shouldLetLeaveWhatIsDueWhenAScheduleIsStopped() {
    config.rate(new SendRate(1_000, Arrival.UNIFORM));
    transceiver.send(
        new SendSchedule(config.rate(), 1, 1, 0, 0, seconds(100)),
        SendQuota.equal(Transceiver.UNLIMITED, 1));
    clock.pause(seconds(3));
    assertThat(drain(() -> true).drain()).isTrue();
    assertThat(transceiver.calls).containsExactly("send on", "end schedule", "send 0");
    assertThat(transceiver.schedule.endNs()).isEqualTo(seconds(3));
    assertThat(clock.nanoTime()).isEqualTo(seconds(3) + TIMEOUT_NS);
  }

  @Test
  void shouldSayWhenTheServerDoesNotCloseItsSide() {
    transceiver.withheld = 1;
    drain(() -> false).finish();
    assertThat(transceiver.calls).containsExactly("finish");
    assertThat(clock.nanoTime()).isEqualTo(seconds(1));
    assertThat(notes)
        .containsExactly("the server did not close every connection after our half-close");
  }
}
