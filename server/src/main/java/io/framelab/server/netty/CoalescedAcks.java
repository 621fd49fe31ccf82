package io.framelab.server.netty;

import io.framelab.codec.ConnAckFlyweight;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.SubmitAckFlyweight;
import io.framelab.metrics.CounterShard;
import io.framelab.server.core.AckBatch;
import io.netty.buffer.ByteBuf;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * All acks of a read in one buffer of the allocator's, for one write; the channel releases it when
 * the socket has it. Called by the connection's event loop.
 */
final class CoalescedAcks extends AckWriter implements AckBatch {
  /** Eighteen acks; doubled as long as a batch goes on. */
  private static final int MIN_BYTES = 256;

  private static final DirectBuffer NO_ROOM = new UnsafeBuffer(0, 0);

  private final UnsafeBuffer view = new UnsafeBuffer(NO_ROOM);
  private ByteBuf buffer;
  private int capacity = MIN_BYTES;
  private int length;
  private int submitAcks;

  CoalescedAcks(final SessionHandler owner, final CounterShard counters) {
    super(owner, counters);
  }

  /** Without room before the first ack of a batch, which alone asks for memory. */
  @Override
  public MutableDirectBuffer buffer() {
    return view;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void addSubmitAcks(final int count) {
    length += count * FrameDescriptor.ACK_LENGTH;
    submitAcks += count;
  }

  @Override
  public void submitAck(final long id, final int result) {
    ensureRoom();
    length += SubmitAckFlyweight.encode(view, length, id, result);
    submitAcks++;
  }

  @Override
  public void connAck(final long id, final int result) {
    ensureRoom();
    length += ConnAckFlyweight.encode(view, length, id, result);
  }

  @Override
  void flush() {
    if (length > 0) {
      final ByteBuf batch = buffer.writerIndex(length);
      final int bytes = length;
      final int acks = submitAcks;
      buffer = null;
      forget();
      capacity = Math.max(MIN_BYTES, Integer.highestOneBit(bytes - 1) << 1);
      countFlush();
      pending(bytes);
      ctx().writeAndFlush(batch).addListener(written -> onWritten(written, acks, bytes));
    }
  }

  @Override
  void release() {
    forget();
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }

  private void forget() {
    length = 0;
    submitAcks = 0;
    view.wrap(NO_ROOM);
  }

  private void ensureRoom() {
    if (view.capacity() - length < FrameDescriptor.ACK_LENGTH) {
      makeRoom();
      Views.wrap(view, buffer, 0, buffer.capacity());
    }
  }

  private void makeRoom() {
    if (length > 0 && capacity < BareBuffers.ACK_BYTES) {
      capacity *= 2;
      buffer.writerIndex(length).capacity(capacity);
    } else {
      flush();
      buffer = ctx().alloc().directBuffer(capacity, BareBuffers.ACK_BYTES);
    }
  }
}
