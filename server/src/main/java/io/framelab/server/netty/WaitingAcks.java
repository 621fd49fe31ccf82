package io.framelab.server.netty;

import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;

/**
 * What a socket did not take, until it has taken it. A connection that has some reads nothing, so
 * what is added is the rest of one read's acks and late answers. Used by the connection's loop
 * only.
 *
 * <pre>
 *   | taken |  wait  |  room to grow  |
 * </pre>
 */
final class WaitingAcks {
  private final ByteBufAllocator allocator;
  private IoBuffer buffer;
  private int taken;
  private int length;
  private int bytes;
  private int submitAcks;

  /** When the socket took some, or since when it takes none, in ticks of the loop's wheel. */
  private long since;

  WaitingAcks(final ByteBufAllocator allocator, final long tick) {
    this.allocator = allocator;
    this.since = tick;
  }

  /** Since when the socket has taken none of it, in ticks. */
  long since() {
    return since;
  }

  /** Of all that was added. */
  int bytes() {
    return bytes;
  }

  /** In all that was added; they count when all have left. */
  int submitAcks() {
    return submitAcks;
  }

  /** Copies bytes behind those that wait; with them are acks of so many Submits. */
  void add(final IoBuffer from, final int offset, final int bytes, final int acks) {
    if (buffer == null || buffer.capacity() - length < bytes) {
      makeRoom(bytes);
    }
    buffer.view().putBytes(length, from.view(), offset, bytes);
    length += bytes;
    this.bytes += bytes;
    submitAcks += acks;
  }

  /** Returns whether the socket has taken all. */
  boolean writeTo(final BareSocket socket, final long tick) throws IOException {
    final int took = socket.write(buffer, taken, length - taken);
    if (took > 0) {
      since = tick;
    }
    taken += took;
    return taken == length;
  }

  void release() {
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }

  /**
   * As much as is needed at first; from then on twice of what waits, since late answers come
   * singly.
   */
  private void makeRoom(final int bytes) {
    final int waiting = length - taken;
    final IoBuffer larger = new IoBuffer(allocator, Math.max(waiting + bytes, 2 * waiting));
    larger.acquire();
    if (buffer != null) {
      larger.view().putBytes(0, buffer.view(), taken, waiting);
      buffer.release();
    }
    buffer = larger;
    taken = 0;
    length = waiting;
  }
}
