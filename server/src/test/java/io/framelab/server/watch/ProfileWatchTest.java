package io.framelab.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Once;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a moment is kept, by a clock and readings that the test makes. */
@Once
@Timeout(60)
class ProfileWatchTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Map<Trigger, Double> readings = new EnumMap<>(Trigger.class);

  /** Far from 0, and where a long ends meanwhile: only differences count. */
  private long nowNs = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

  @Test
  void shouldFireWhenThreeReadingsInARowAreAbove() {
    final ProfileWatch watch = watch(new Threshold(Trigger.CPU, 80));
    assertThat(look(watch, Trigger.CPU, 81)).isEmpty();
    assertThat(look(watch, Trigger.CPU, 90)).isEmpty();
    final Moment moment = look(watch, Trigger.CPU, 85.4).orElseThrow();
    assertThat(moment.why()).isEqualTo("cpu>80% in 3 readings: 81%, 90%, 85%");
    assertThat(moment.surroundings()).isEqualTo("cpu 85%");
  }

  @Test
  void shouldDoNothingWhenReadingsAreSpikesOrJustThere() {
    final ProfileWatch watch = watch(new Threshold(Trigger.CPU, 80));
    for (int i = 0; i < 100; i++) {
      assertThat(look(watch, Trigger.CPU, 99)).isEmpty();
      assertThat(look(watch, Trigger.CPU, 99)).isEmpty();
      assertThat(look(watch, Trigger.CPU, 80)).isEmpty();
      assertThat(look(watch, Trigger.CPU, Double.NaN)).isEmpty();
    }
  }

  @Test
  void shouldFireOnceWhenItStaysAbove() {
    final ProfileWatch watch = watch(new Threshold(Trigger.THREADS, 500));
    watch.kept(fire(watch, Trigger.THREADS, 501));
    for (int i = 0; i < 1000; i++) {
      assertThat(look(watch, Trigger.THREADS, 600)).isEmpty();
    }
  }

  @Test
  void shouldFireAgainWhenItWasTenSecondsBelowNineTenths() {
    final ProfileWatch watch = watch(new Threshold(Trigger.HEAP, 50));
    watch.kept(fire(watch, Trigger.HEAP, 51));
    passCooldown();
    for (int i = 0; i < 11; i++) {
      look(watch, Trigger.HEAP, 44.9);
    }
    assertThat(fire(watch, Trigger.HEAP, 51).threshold().toString()).isEqualTo("heap>50%");
  }

  @Test
  void shouldNotFireAgainWhenItWasNotLongOrNotFarEnoughBelow() {
    final ProfileWatch watch = watch(new Threshold(Trigger.HEAP, 50));
    watch.kept(fire(watch, Trigger.HEAP, 51));
    passCooldown();
    for (int i = 0; i < 100; i++) {
      look(watch, Trigger.HEAP, 45);
    }
    for (int i = 0; i < 10; i++) {
      look(watch, Trigger.HEAP, 44.9);
    }
    look(watch, Trigger.HEAP, Double.NaN);
    for (int i = 0; i < 10; i++) {
      assertThat(look(watch, Trigger.HEAP, 51)).isEmpty();
    }
  }

  @Test
  void shouldWaitForTheCooldownWhenSomethingElseHasFired() {
    final ProfileWatch watch =
        watch(new Threshold(Trigger.CPU, 80), new Threshold(Trigger.LAG, 50));
    look(watch, Trigger.LAG, 10);
    watch.kept(fire(watch, Trigger.CPU, 90));
    readings.put(Trigger.CPU, 0.0);
    for (int second = 1; second < 60; second++) {
      assertThat(look(watch, Trigger.LAG, 70)).isEmpty();
    }
    final Moment moment = look(watch, Trigger.LAG, 71).orElseThrow();
    assertThat(moment.why()).isEqualTo("lag>50ms in 3 readings: 70ms, 70ms, 71ms");
    assertThat(moment.surroundings()).isEqualTo("cpu 0%, lag 71ms");
  }

  @Test
  void shouldFireOnceWhenTwoAreCrossedAtTheSameTime() {
    final ProfileWatch watch =
        watch(new Threshold(Trigger.LAG, 50), new Threshold(Trigger.CPU, 80));
    readings.put(Trigger.CPU, 90.0);
    watch.kept(fire(watch, Trigger.LAG, 90));
    for (int second = 1; second < 60; second++) {
      assertThat(look(watch, Trigger.LAG, 0)).isEmpty();
    }
    assertThat(look(watch, Trigger.LAG, 0).orElseThrow().trigger()).isEqualTo(Trigger.CPU);
  }

  @Test
  void shouldComeBackAfterTheCooldownWhenNothingCouldBeKept() {
    final ProfileWatch watch = watch(new Threshold(Trigger.CPU, 80));
    fire(watch, Trigger.CPU, 90);
    for (int second = 1; second < 60; second++) {
      assertThat(look(watch, Trigger.CPU, 90)).isEmpty();
    }
    assertThat(look(watch, Trigger.CPU, 90)).isPresent();
  }

  private ProfileWatch watch(final Threshold... thresholds) {
    final Map<Trigger, DoubleSupplier> sources = new EnumMap<>(Trigger.class);
    for (final Trigger trigger : Trigger.values()) {
      sources.put(trigger, () -> readings.getOrDefault(trigger, 0.0));
    }
    return new ProfileWatch(new Thresholds(List.of(thresholds)), sources);
  }

  private Moment fire(final ProfileWatch watch, final Trigger trigger, final double reading) {
    assertThat(look(watch, trigger, reading)).isEmpty();
    assertThat(look(watch, trigger, reading)).isEmpty();
    return look(watch, trigger, reading).orElseThrow();
  }

  /** A second later. */
  private Optional<Moment> look(
      final ProfileWatch watch, final Trigger trigger, final double reading) {
    readings.put(trigger, reading);
    nowNs += SECOND.toNanos();
    return watch.look(nowNs);
  }

  private void passCooldown() {
    nowNs += ProfileWatch.COOLDOWN.toNanos();
  }
}
