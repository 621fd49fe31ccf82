package io.framelab.server.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
