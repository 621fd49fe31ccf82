package io.framelab.server.netty;

import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;

/**
 * What a socket did not take: as many bytes as there are, until it has taken them. A connection
 * that has some reads nothing, so what is added is the rest of one read's acks and late answers.
 * Used by the connection's loop only.
 */
final class WaitingAcks {
  private final ByteBufAllocator allocator;
  private IoBuffer buffer;
  private int taken;
  private int length;
  private int bytes;
  private int submitAcks;

  WaitingAcks(final ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** Of all that was added. */
  int bytes() {
    return bytes;
  }

  /** In all that was added. */
  int submitAcks() {
    return submitAcks;
  }

  /**
   * Copies bytes behind those that wait; they are acks of so many Submits, which count when all
   * have left.
   */
  void add(final IoBuffer from, final int offset, final int bytes, final int acks) {
    final int waiting = length - taken;
    final IoBuffer larger = new IoBuffer(allocator, waiting + bytes);
    larger.acquire();
    if (buffer != null) {
      larger.view().putBytes(0, buffer.view(), taken, waiting);
      buffer.release();
    }
    larger.view().putBytes(waiting, from.view(), offset, bytes);
    buffer = larger;
    taken = 0;
    length = waiting + bytes;
    this.bytes += bytes;
    submitAcks += acks;
  }

  /** Returns whether the socket has taken all. */
  boolean writeTo(final LoopSocket socket) throws IOException {
    taken += socket.write(buffer, taken, length - taken);
    return taken == length;
  }

  void release() {
    buffer.release();
  }
}
