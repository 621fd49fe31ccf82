package io.framelab.server.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.IoEventLoop;
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
  private final SlowSocket socket = new SlowSocket();

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
      assertThat(waiting.writeTo(socket, 0)).isFalse();
    }
    assertThat(waiting.submitAcks()).isEqualTo(100);
    assertThat(waiting.bytes()).isEqualTo(expected.size());

    int writes = 0;
    while (!waiting.writeTo(socket, 0)) {
      writes++;
    }
    assertThat(writes).isPositive();
    assertThat(socket.taken.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void shouldTellSinceWhenTheSocketTakesNothing() throws IOException {
    fill(1);
    waiting.add(acks, 0, 10, 1);
    assertThat(waiting.since()).isZero();
    waiting.writeTo(socket, 5);
    assertThat(waiting.since()).isEqualTo(5);
    socket.full = true;
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

    while (!waiting.writeTo(socket, 0)) {
      assertThat(socket.taken.size()).isLessThan(3);
    }
    assertThat(socket.taken.toByteArray()).isEqualTo(new byte[] {7, 8, 9});
  }

  /** Ascending from a byte. */
  private void fill(final int first) {
    acks.acquire();
    for (int i = 0; i < ACKS_BYTES; i++) {
      acks.view().putByte(i, (byte) (first + i));
    }
  }

  /** Takes a byte of each write, or nothing once it is full. */
  private static final class SlowSocket implements BareSocket {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private boolean full;

    @Override
    public int write(final IoBuffer from, final int offset, final int length) {
      if (full) {
        return 0;
      }
      taken.write(from.view().getByte(offset));
      return 1;
    }

    @Override
    public void register(final IoEventLoop loop, final Watcher watcher) {
      throw new AssertionError("only written to");
    }

    @Override
    public void watchFor(final Readiness readiness) {
      throw new AssertionError("only written to");
    }

    @Override
    public int read(final IoBuffer into) {
      throw new AssertionError("only written to");
    }

    @Override
    public void shutdownOutput() {
      throw new AssertionError("only written to");
    }

    @Override
    public void resetOnClose() {}

    @Override
    public void closeNow() {
      throw new AssertionError("only written to");
    }
  }
}
