package io.framelab.server.netty;

import io.framelab.codec.ConnAckFlyweight;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.SubmitAckFlyweight;
import io.framelab.server.core.AckBatch;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The acks of whichever connection the loop serves, in the loop's ack buffer. Empty between
 * batches. Used by that loop only.
 */
final class BareAcks implements AckBatch {
  private final BareBuffers buffers;
  private BareBytes connection;
  private int length;
  private int submitAcks;

  BareAcks(final BareBuffers buffers) {
    this.buffers = buffers;
  }

  /** From here on acks are for that connection; what a batch that failed has left is forgotten. */
  void begin(final BareBytes connection) {
    this.connection = connection;
    length = 0;
    submitAcks = 0;
  }

  /** Hands over what there is. Called when all is handled that a read brought. */
  void flush() {
    if (length > 0) {
      final int bytes = length;
      final int acks = submitAcks;
      length = 0;
      submitAcks = 0;
      connection.write(buffers.lendAcks(), bytes, acks);
    }
    buffers.acksReturned();
  }

  @Override
  public MutableDirectBuffer buffer() {
    return buffers.lendAcks().view();
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
    final UnsafeBuffer buffer = withRoom();
    length += SubmitAckFlyweight.encode(buffer, length, id, result);
    submitAcks++;
  }

  @Override
  public void connAck(final long id, final int result) {
    final UnsafeBuffer buffer = withRoom();
    length += ConnAckFlyweight.encode(buffer, length, id, result);
  }

  private UnsafeBuffer withRoom() {
    if (buffers.lendAcks().capacity() - length < FrameDescriptor.ACK_LENGTH) {
      flush();
    }
    return buffers.lendAcks().view();
  }
}
