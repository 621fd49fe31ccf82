package io.framelab.server.netty;

import io.netty.buffer.ByteBufAllocator;

/**
 * What a loop lends to one connection at a time: bytes are read into the one buffer, acks are
 * written into the other. Either the loop owns both for as long as it lives, or it asks the
 * allocator for each read and for each batch of acks: that is the step from {@code bare} to {@code
 * owned}. Used by that loop only.
 */
final class BareBuffers {
  /**
   * One read takes what a socket's receive buffer holds under load; the longest frame by default.
   */
  static final int READ_BYTES = 64 * 1024;

  /**
   * Acks of more than two thousand Submits. A longer batch leaves in pieces, so that a connection
   * whose peer reads nothing holds little.
   */
  static final int ACK_BYTES = 32 * 1024;

  private final boolean kept;
  private final IoBuffer read;
  private final IoBuffer acks;

  /**
   * Asks for nothing yet.
   *
   * @param kept whether the loop owns its buffers.
   */
  BareBuffers(final ByteBufAllocator allocator, final boolean kept) {
    this.kept = kept;
    this.read = new IoBuffer(allocator, READ_BYTES);
    this.acks = new IoBuffer(allocator, ACK_BYTES);
  }

  IoBuffer lendRead() {
    read.acquire();
    return read;
  }

  void readReturned() {
    if (!kept) {
      read.release();
    }
  }

  IoBuffer lendAcks() {
    acks.acquire();
    return acks;
  }

  void acksReturned() {
    if (!kept) {
      acks.release();
    }
  }

  void release() {
    read.release();
    acks.release();
  }
}
