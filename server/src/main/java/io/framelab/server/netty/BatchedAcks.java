package io.framelab.server.netty;

import io.framelab.codec.ConnAckFlyweight;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.SubmitAckFlyweight;
import io.framelab.metrics.CounterShard;
import io.netty.buffer.ByteBuf;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * All acks of a read in one buffer, for one write. Called by the connection's event loop.
 *
 * <pre>
 *   | ack | ack | ack |                |
 *   0                 length           room
 * </pre>
 */
abstract class BatchedAcks extends AckWriter {
  /**
   * Acks of more than two thousand Submits. A longer batch leaves in pieces, so that a connection
   * whose peer reads nothing holds little.
   */
  static final int MAX_BYTES = 32 * 1024;

  private static final DirectBuffer NO_ROOM = new UnsafeBuffer(0, 0);

  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private int length;
  private int submitAcks;

  BatchedAcks(final SessionHandler owner, final CounterShard counters) {
    super(owner, counters);
  }

  /**
   * Finds room for at least one ack behind those that are there, by {@link #flush()} if need be.
   *
   * @param length of what is there, in bytes; 0 at the beginning of a batch.
   * @return the buffer, with {@code length} bytes of acks and room behind them.
   */
  abstract ByteBuf makeRoom(int length);

  /**
   * Writes and flushes a batch, and has it counted when it is sent.
   *
   * @param bytes of the batch.
   * @param submitAcks in the batch.
   */
  abstract void write(int bytes, int submitAcks);

  @Override
  public final void submitAck(final long id, final int result) {
    ensureRoom();
    length += SubmitAckFlyweight.encode(view, length, id, result);
    submitAcks++;
  }

  @Override
  public final void connAck(final long id, final int result) {
    ensureRoom();
    length += ConnAckFlyweight.encode(view, length, id, result);
  }

  @Override
  final void flush() {
    if (length > 0) {
      final int bytes = length;
      final int acks = submitAcks;
      forget();
      countFlush();
      write(bytes, acks);
    }
  }

  @Override
  void release() {
    forget();
  }

  private void forget() {
    length = 0;
    submitAcks = 0;
    view.wrap(NO_ROOM);
  }

  private void ensureRoom() {
    if (view.capacity() - length < FrameDescriptor.ACK_LENGTH) {
      final ByteBuf buffer = makeRoom(length);
      Views.wrap(view, buffer, 0, buffer.capacity());
    }
  }
}
