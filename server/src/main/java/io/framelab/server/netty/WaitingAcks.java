package io.framelab.server.netty;

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
  private final LeftoverMemory memory;
  private IoBuffer buffer;
  private int taken;
  private int length;
  private int bytes;
  private int submitAcks;

  /** When the socket took some, or since when it takes none, in ticks of the loop's wheel. */
  private long since;

  WaitingAcks(final LeftoverMemory memory, final long tick) {
    this.memory = memory;
    this.since = tick;
  }

  /** Since when the socket has taken none of it, in ticks. */
  long since() {
    return since;
  }

  /** How many of them the socket has not taken yet. */
  int left() {
    return length - taken;
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
      giveBack(buffer);
      buffer = null;
    }
  }

  /**
   * As much as is needed at first; from then on twice of what waits, since late answers come
   * singly.
   */
  private void makeRoom(final int bytes) {
    final int waiting = length - taken;
    final IoBuffer larger = lend(Math.max(waiting + bytes, 2 * waiting));
    if (buffer != null) {
      larger.view().putBytes(0, buffer.view(), taken, waiting);
      giveBack(buffer);
    }
    buffer = larger;
    taken = 0;
    length = waiting;
  }

  private IoBuffer lend(final int bytes) {
    final IoBuffer lent = new IoBuffer(memory.allocator(), bytes);
    memory.reserve(bytes);
    try {
      lent.acquire();
    } catch (final RuntimeException | Error e) {
      memory.free(bytes);
      throw e;
    }
    return lent;
  }

  private void giveBack(final IoBuffer lent) {
    lent.release();
    memory.free(lent.capacity());
  }
}
