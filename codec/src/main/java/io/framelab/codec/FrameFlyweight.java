package io.framelab.codec;

import static io.framelab.codec.FrameDescriptor.BYTE_ORDER;
import static io.framelab.codec.FrameDescriptor.COMMAND_OFFSET;
import static io.framelab.codec.FrameDescriptor.ID_OFFSET;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What all flyweights share: a view over one frame in somebody else's buffer, and the fields of the
 * header. Made once and wrapped over frame after frame by one thread; it owns no bytes and says
 * nothing true any more once they are overwritten.
 */
public abstract sealed class FrameFlyweight
    permits ConnFlyweight, ConnAckFlyweight, SubmitFlyweight, SubmitAckFlyweight {
  private DirectBuffer buffer;
  private int offset;
  private int length;

  FrameFlyweight() {}

  /**
   * Lays this view over a complete frame.
   *
   * @param buffer holds the frame; stays the caller's.
   * @param offset where the frame begins, in bytes.
   * @param length of the frame in bytes, header included.
   */
  public final void wrap(final DirectBuffer buffer, final int offset, final int length) {
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
  }

  /**
   * The buffer under the view.
   *
   * @return as it was wrapped.
   */
  public final DirectBuffer buffer() {
    return buffer;
  }

  /**
   * Where the frame begins.
   *
   * @return offset in {@link #buffer()} in bytes.
   */
  public final int offset() {
    return offset;
  }

  /**
   * How long the frame is.
   *
   * @return length in bytes, header included.
   */
  public final int length() {
    return length;
  }

  /**
   * The id that the sender chose.
   *
   * @return the eight opaque bytes, first byte uppermost.
   */
  public final long id() {
    return buffer.getLong(offset + ID_OFFSET, BYTE_ORDER);
  }

  /** Where the body begins in the buffer, in bytes. */
  final int bodyOffset() {
    return offset + FrameDescriptor.BODY_OFFSET;
  }

  /** How long the body is, in bytes. */
  final int bodyLength() {
    return length - FrameDescriptor.BODY_OFFSET;
  }

  /** The one byte of body that every ack has, unsigned. */
  final int bodyByte() {
    return buffer.getByte(bodyOffset()) & 0xFF;
  }

  static void putHeader(
      final MutableDirectBuffer buffer,
      final int offset,
      final int frameLength,
      final int commandCode,
      final long id) {
    FrameDescriptor.putFrameLength(buffer, offset, frameLength);
    buffer.putByte(offset + COMMAND_OFFSET, (byte) commandCode);
    buffer.putLong(offset + ID_OFFSET, id, BYTE_ORDER);
  }

  static int putAck(
      final MutableDirectBuffer buffer,
      final int offset,
      final int commandCode,
      final long id,
      final int result) {
    putHeader(buffer, offset, FrameDescriptor.ACK_LENGTH, commandCode, id);
    buffer.putByte(offset + FrameDescriptor.BODY_OFFSET, (byte) result);
    return FrameDescriptor.ACK_LENGTH;
  }
}
