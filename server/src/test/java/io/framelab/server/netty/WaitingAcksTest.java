package io.framelab.server.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.LeakPresenceDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingAcksTest {
  private static final int ACKS_BYTES = 140;

  private final FailingAllocator allocator = new FailingAllocator();
  private final IoBuffer acks = new IoBuffer(allocator, ACKS_BYTES);
  private final WaitingAcks waiting =
      new WaitingAcks(new LeftoverMemory(allocator, Long.MAX_VALUE), 0);
  private final ScriptedPeer peer = new ScriptedPeer(0);
  private final ScriptedSocket socket = new ScriptedSocket(peer);

  @AfterEach
  void giveBack() {
    waiting.release();
    acks.release();
    LeakPresenceDetector.check();
  }

  @Test
  void shouldHandOverEveryByteInOrderHoweverLittleTheSocketTakes() throws IOException {
    final ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < 50; i++) {
      fill(i);
      final int offset = i % 14;
      final int bytes = 2 + i * 2;
      waiting.add(acks, offset, bytes, 2);
      for (int b = 0; b < bytes; b++) {
        expected.write(i + offset + b);
      }
      assertThat(writeOneByte(0)).isFalse();
    }
    assertThat(waiting.submitAcks()).isEqualTo(100);
    assertThat(waiting.bytes()).isEqualTo(expected.size());

    int writes = 0;
    while (!writeOneByte(0)) {
      writes++;
    }
    assertThat(writes).isPositive();
    assertThat(peer.acks()).isEqualTo(expected.toByteArray());
  }

  @Test
  void shouldTellSinceWhenTheSocketTakesNothing() throws IOException {
    fill(1);
    waiting.add(acks, 0, 10, 1);
    assertThat(waiting.since()).isZero();
    writeOneByte(5);
    assertThat(waiting.since()).isEqualTo(5);
    waiting.writeTo(socket, 9);
    waiting.add(acks, 0, 10, 1);
    assertThat(waiting.since()).isEqualTo(5);
  }

  @Test
  void shouldKeepWhatItHasWhenThereIsNoMemoryForMore() throws IOException {
    fill(7);
    allocator.failAt(1);
    assertThatThrownBy(() -> waiting.add(acks, 0, 3, 1)).isInstanceOf(OutOfMemoryError.class);
    waiting.release();

    waiting.add(acks, 0, 3, 1);
    allocator.failAt(1);
    assertThatThrownBy(() -> waiting.add(acks, 0, ACKS_BYTES, 1))
        .isInstanceOf(OutOfMemoryError.class);

    while (!writeOneByte(0)) {
      assertThat(peer.acks().length).isLessThan(3);
    }
    assertThat(peer.acks()).isEqualTo(new byte[] {7, 8, 9});
  }

  /** To a peer that takes no more; returns whether nothing waits any longer. */
  private boolean writeOneByte(final long tick) throws IOException {
    peer.take(1);
    return waiting.writeTo(socket, tick);
  }

  /** Ascending from a byte. */
  private void fill(final int first) {
    acks.acquire();
    for (int i = 0; i < ACKS_BYTES; i++) {
      acks.view().putByte(i, (byte) (first + i));
    }
  }
}
