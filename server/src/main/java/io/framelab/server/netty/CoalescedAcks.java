package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.netty.buffer.ByteBuf;

/** A buffer of the allocator's for each batch; the channel releases it when the socket has it. */
final class CoalescedAcks extends BatchedAcks {
  /** Eighteen acks; doubled as long as a batch goes on. */
  private static final int MIN_BYTES = 256;

  private ByteBuf buffer;
  private int capacity = MIN_BYTES;

  CoalescedAcks(final SessionHandler owner, final CounterShard counters) {
    super(owner, counters);
  }

  @Override
  ByteBuf makeRoom(final int length) {
    if (length > 0 && capacity < MAX_BYTES) {
      capacity *= 2;
      buffer.writerIndex(length).capacity(capacity);
    } else {
      flush();
      buffer = ctx().alloc().directBuffer(capacity, MAX_BYTES);
    }
    return buffer;
  }

  @Override
  void write(final int bytes, final int submitAcks) {
    final ByteBuf batch = buffer.writerIndex(bytes);
    buffer = null;
    capacity = Math.max(MIN_BYTES, Integer.highestOneBit(bytes - 1) << 1);
    ctx().writeAndFlush(batch).addListener(written -> onWritten(written, submitAcks, bytes));
  }

  @Override
  void release() {
    super.release();
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }
}
