package io.framelab.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * The buffers that a loop owns and lends to one connection at a time: bytes are read into the one,
 * acks are written into the other. Used by that loop only.
 */
final class LoopBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
  /**
   * One read takes what a socket's receive buffer holds under load; the longest frame by default.
   */
  static final int READ_BYTES = 64 * 1024;

  /**
   * How often a connection may fill the read buffer before others have their turn; Netty's own
   * number for sockets.
   */
  private static final int MAX_READS_PER_TURN = 16;

  private final ByteBufAllocator allocator;
  private final ByteBuf read;
  private ByteBuf acks;

  LoopBuffers(final ByteBufAllocator allocator) {
    super(MAX_READS_PER_TURN);
    this.allocator = allocator;
    this.read = allocator.directBuffer(READ_BYTES, READ_BYTES);
  }

  /** Empty, unless the calling connection has written acks that it has not flushed. */
  ByteBuf acks() {
    if (acks == null) {
      acks = allocator.directBuffer(BatchedAcks.MAX_BYTES, BatchedAcks.MAX_BYTES);
    }
    assert acks.refCnt() == 1 : "a connection still has the ack buffer";
    return acks;
  }

  /**
   * The socket did not take all: the buffer that was lent stays with the connection, which releases
   * it. The next batch gets another.
   */
  void acksKept() {
    acks.release();
    acks = null;
  }

  void release() {
    read.release();
    if (acks != null) {
      acks.release();
    }
  }

  @Override
  public MaxMessageHandle newHandle() {
    return new LentRead();
  }

  /**
   * Gives Netty the loop's buffer for each read; whoever handles the bytes releases it as usual.
   */
  private final class LentRead extends MaxMessageHandle {
    @Override
    public ByteBuf allocate(final ByteBufAllocator unused) {
      assert read.refCnt() == 1 : "a connection still has the read buffer";
      return read.clear().retain();
    }

    @Override
    public int guess() {
      return READ_BYTES;
    }
  }
}
