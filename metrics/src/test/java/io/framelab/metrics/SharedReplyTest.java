package io.framelab.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SharedReplyTest {
  private int made;
  private boolean broken;
  private final SharedReply reply = new SharedReply(this::make);

  @Test
  void shouldBeMadeOnceForAllWhoAskedBeforeIt() {
    final long askedNs = System.nanoTime();
    final Reply first = reply.askedAt(askedNs);
    assertThat(reply.askedAt(askedNs)).isSameAs(first);
    assertThat(reply.askedAt(askedNs - 1)).isSameAs(first);
    assertThat(made).isEqualTo(1);
  }

  @Test
  void shouldBeMadeAnewForWhoeverAsksAfterItBegan() {
    reply.askedAt(System.nanoTime());
    // the clock may stand still for as long as the first took
    assertThat(reply.askedAt(System.nanoTime() + 1).body()).isEqualTo("2\n");
  }

  @Test
  void shouldBeMadeAnewWhenMakingItFailed() {
    final long askedNs = System.nanoTime();
    broken = true;
    assertThatThrownBy(() -> reply.askedAt(askedNs)).isInstanceOf(IllegalStateException.class);
    broken = false;
    assertThat(reply.askedAt(askedNs).body()).isEqualTo("2\n");
  }

  private Reply make() {
    made++;
    if (broken) {
      throw new IllegalStateException("broken");
    }
    return Reply.text(200, "" + made);
  }
}
