package io.framelab.server.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.LongRun;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DrainGateTest {
  private final DrainGate gate = new DrainGate();

  @Test
  void shouldLetThroughWhenNobodyDrains() {
    assertThat(gate.mayBlock()).isTrue();
    assertThat(gate.proceed()).isTrue();
    assertThat(gate.mayBlock()).isTrue();
    assertThat(gate.isDismissed()).isFalse();
  }

  @Test
  void shouldDismissConnectionWhenItWaitsForInput() {
    gate.mayBlock();

    assertThat(gate.drain()).isTrue();

    assertThat(gate.isDismissed()).isTrue();
    assertThat(gate.proceed()).as("what was read is nobody's").isFalse();
    assertThat(gate.isDismissed()).isTrue();
  }

  @Test
  void shouldLeaveGoodbyeToConnectionWhenItWorks() {
    gate.mayBlock();
    gate.proceed();

    assertThat(gate.drain()).isFalse();

    assertThat(gate.isDismissed()).isFalse();
    assertThat(gate.mayBlock()).as("it leaves instead of waiting").isFalse();
    assertThat(gate.isDismissed()).as("nobody may cut its goodbye short").isFalse();
  }

  @Test
  void shouldChangeNothingWhenDrainedAgain() {
    gate.drain();
    assertThat(gate.drain()).isFalse();
    gate.mayBlock();
    assertThat(gate.drain()).isFalse();
    assertThat(gate.isDismissed()).isFalse();
  }

  @Test
  @Timeout(20)
  @DisplayName("H05: however fast a connection goes from one read to the next, it is told to leave")
  void shouldReachAConnectionThatIsNeverLongInOneState() throws InterruptedException {
    for (int round = 0; round < LongRun.or(4_000, 20_000); round++) {
      final DrainGate busy = new DrainGate();
      final CountDownLatch begun = new CountDownLatch(1);
      final Thread connection = new Thread(() -> readUntilRefused(busy, begun));
      connection.setDaemon(true);
      connection.start();
      begun.await();

      busy.drain();

      connection.join();
    }
  }

  private static void readUntilRefused(final DrainGate gate, final CountDownLatch begun) {
    while (gate.mayBlock() && gate.proceed()) {
      begun.countDown();
    }
  }
}
