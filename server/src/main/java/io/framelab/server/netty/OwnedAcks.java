package io.framelab.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The loop's one buffer for every batch of every connection: no connection has one of its own, and
 * as long as sockets take what they are given nothing is allocated.
 */
final class OwnedAcks extends BatchedAcks {
  private final LoopBuffers buffers;
  private int waitingBatches;

  OwnedAcks(final SessionHandler owner, final Loop loop) {
    super(owner, loop.counters());
    this.buffers = loop.buffers();
  }

  @Override
  ByteBuf makeRoom(final int length) {
    flush();
    return buffers.acks();
  }

  @Override
  void write(final int bytes, final int submitAcks) {
    final ByteBuf batch = buffers.acks().setIndex(0, bytes);
    if (waitingBatches > 0) {
      writeCopy(batch, submitAcks);
      return;
    }
    ctx().writeAndFlush(batch.retain(), ctx().voidPromise());
    if (batch.refCnt() > 1) {
      buffers.acksKept();
      countWhenSent(bytes, submitAcks);
    } else if (ctx().channel().isActive()) {
      sent(submitAcks, bytes);
    }
  }

  /**
   * The socket is full. The channel keeps acks for a while, but in as much memory as they need, not
   * in a whole buffer of the loop's.
   */
  private void writeCopy(final ByteBuf batch, final int submitAcks) {
    ctx().write(batch.copy(), ctx().voidPromise());
    countWhenSent(batch.readableBytes(), submitAcks);
  }

  /** An empty message gets its turn when all before it is with the socket. */
  private void countWhenSent(final int bytes, final int submitAcks) {
    waitingBatches++;
    ctx()
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              waitingBatches--;
              onWritten(written, submitAcks, bytes);
            });
  }
}
