package io.framelab.server.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.server.core.CloseReason;
import io.framelab.server.core.Timeouts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class DeadlineWheelTest {
  private static final Duration TICK = DeadlineWheel.TICK;
  private static final Timeouts TIMEOUTS =
      new Timeouts(TICK.multipliedBy(20), TICK.multipliedBy(300), TICK.multipliedBy(5));

  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final Queue<Runnable> afterTasks = new ArrayDeque<>();
  private final DeadlineWheel wheel = new DeadlineWheel(loop::add, afterTasks::add, TIMEOUTS);

  @Test
  void shouldEndFrameWhenItIsOverdueAndNotBefore() {
    final Connection connection = watch();
    connection.frameSince = wheel.now();
    step(21);
    assertThat(connection.ended).isNull();
    step(1);
    assertThat(connection.ended).isEqualTo(CloseReason.FRAME_TIMEOUT);
  }

  @Test
  void shouldEndForWhatIsOverdueFirstWhenThereAreSeveral() {
    final Connection connection = watch();
    connection.frameSince = wheel.now();
    connection.idleSince = wheel.now();
    connection.unreadSince = wheel.now();
    step(7);
    assertThat(connection.ended).isEqualTo(CloseReason.SLOW_CONSUMER);
  }

  @Test
  void shouldEndIdleConnectionWhenItsTimeIsManyRoundsAway() {
    final Connection connection = watch();
    connection.idleSince = wheel.now();
    step(301);
    assertThat(connection.ended).isNull();
    step(1);
    assertThat(connection.ended).isEqualTo(CloseReason.IDLE);
  }

  @Test
  void shouldNotCountTimeWhenTheLoopWasNotThere() {
    final Connection connection = watch();
    connection.frameSince = wheel.now();
    for (int i = 0; i < 1_000; i++) {
      wheel.tick();
    }
    assertThat(loop).hasSize(1);
    loop.remove().run();
    assertThat(connection.ended).isNull();
    step(20);
    assertThat(connection.ended).isNull();
    step(1);
    assertThat(connection.ended).isEqualTo(CloseReason.FRAME_TIMEOUT);
  }

  @Test
  void shouldEndNobodyTwiceWhenConnectionsComeAndGo() {
    final Random random = new Random(7);
    final List<Connection> open = new ArrayList<>();
    for (int tick = 0; tick < 5_000; tick++) {
      for (int i = random.nextInt(4); i > 0; i--) {
        final Connection connection = watch();
        connection.frameSince = wheel.now();
        open.add(connection);
      }
      if (!open.isEmpty() && random.nextInt(3) == 0) {
        final Connection left = open.remove(random.nextInt(open.size()));
        wheel.forget(left.entry);
        left.frameSince = Timed.NEVER;
      }
      step(1);
      open.removeIf(connection -> connection.ended != null);
      final long now = wheel.now();
      assertThat(open).allMatch(connection -> now - connection.frameSince <= 21);
    }
    assertThat(open).hasSizeLessThan(100);
  }

  /** One that ends takes another one with it, of the same tick. */
  @Test
  void shouldGoOnWhenConnectionsOfTheSameTickEndEachOther() {
    final Connection first = watch();
    final Connection second = watch();
    final Connection third = watch();
    for (final Connection connection : List.of(first, second, third)) {
      connection.frameSince = wheel.now();
    }
    third.onEnd = () -> wheel.forget(second.entry);
    step(22);
    assertThat(first.ended).isNotNull();
    assertThat(second.ended).isNull();
    assertThat(third.ended).isNotNull();
  }

  @Test
  void shouldLookAtTheOthersWhenOneThrows() {
    final Connection first = watch();
    final Connection second = watch();
    final Connection third = watch();
    for (final Connection connection : List.of(first, second, third)) {
      connection.frameSince = wheel.now();
    }
    second.onEnd =
        () -> {
          throw new IllegalStateException("on purpose");
        };
    step(21);
    assertThatThrownBy(() -> step(1)).isInstanceOf(IllegalStateException.class);
    step(1);
    assertThat(List.of(first, second, third)).allMatch(c -> c.ended != null);
  }

  @Test
  void shouldWakeTheLoopOnlyWhenSomebodyIsWatched() {
    final Connection connection = watch();
    wheel.forget(connection.entry);
    wheel.tick();
    assertThat(loop).isEmpty();
    watch();
    wheel.tick();
    assertThat(loop).hasSize(1);
  }

  @Test
  void shouldNotGoOnBeforeTheLoopHasRead() {
    watch();
    wheel.tick();
    loop.remove().run();
    assertThat(wheel.now()).isOne();
    wheel.tick();
    assertThat(loop).as("of the turn that took the last tick").isEmpty();
    afterTasks.remove().run();
    wheel.tick();
    assertThat(loop).hasSize(1);
  }

  @Test
  void shouldTryAgainWhenTheLoopDoesNotTakeATick() {
    final Queue<Runnable> refused = new ArrayDeque<>();
    final DeadlineWheel busy =
        new DeadlineWheel(
            task -> {
              refused.add(task);
              throw new RejectedExecutionException("on purpose");
            },
            afterTasks::add,
            TIMEOUTS);
    busy.watch(new Connection());
    busy.tick();
    busy.tick();
    assertThat(refused).hasSize(2);
  }

  @Test
  void shouldNotTurnWhenThereAreNoTimeouts() {
    final DeadlineWheel still = new DeadlineWheel(loop::add, afterTasks::add, Timeouts.OFF);
    assertThat(still.isOn()).isFalse();
    still.forget(still.watch(new Connection()));
    still.tick();
    assertThat(loop).isEmpty();
  }

  private Connection watch() {
    final Connection connection = new Connection();
    connection.entry = wheel.watch(connection);
    return connection;
  }

  private void step(final int ticks) {
    for (int i = 0; i < ticks; i++) {
      wheel.step();
    }
  }

  private final class Connection implements Timed {
    private DeadlineWheel.Entry entry;
    private Runnable onEnd = () -> {};
    private CloseReason ended;
    private long frameSince = NEVER;
    private long idleSince = NEVER;
    private long unreadSince = NEVER;

    @Override
    public void onLook() {}

    @Override
    public long frameSince() {
      return frameSince;
    }

    @Override
    public long idleSince() {
      return idleSince;
    }

    @Override
    public long unreadSince() {
      return unreadSince;
    }

    @Override
    public void onTimeout(final CloseReason reason) {
      assertThat(ended).as("ended before").isNull();
      ended = reason;
      wheel.forget(entry);
      onEnd.run();
    }
  }
}
