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
  /** Where the long that ends with the ack begins, in bytes. */
  static final int ACK_LAST_LONG_OFFSET = FrameDescriptor.ACK_LENGTH - Long.BYTES;

  /** The id begins before the first long ends; these of its bits do not fit. */
  private static final int ID_BITS_BEHIND_FIRST_LONG = ID_OFFSET * Byte.SIZE;

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
    return FrameDescriptor.id(buffer, offset);
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

  /**
   * Writes a whole ack in two stores that overlap, where field by field would take four: acks are
   * written by the million.
   *
   * <pre>
   *   | length | command | id                     | result |
   *   |&lt;------ first long ------&gt;|
   *                          |&lt;------ last long ---------&gt;|
   * </pre>
   */
  static int putAck(
      final MutableDirectBuffer buffer,
      final int offset,
      final int commandCode,
      final long id,
      final int result) {
    buffer.putLong(offset, ackFirstLong(commandCode, id), BYTE_ORDER);
    buffer.putLong(offset + ACK_LAST_LONG_OFFSET, ackLastLong(id, result), BYTE_ORDER);
    return FrameDescriptor.ACK_LENGTH;
  }

  /** The first eight bytes of an ack: length, command, and as much of the id as fits. */
  static long ackFirstLong(final int commandCode, final long id) {
    return (long) FrameDescriptor.ACK_LENGTH << Integer.SIZE
        | (long) commandCode << Integer.SIZE - Byte.SIZE
        | id >>> ID_BITS_BEHIND_FIRST_LONG;
  }

  /** The last eight bytes of an ack: the id but for its first byte, and the result. */
  static long ackLastLong(final long id, final int result) {
    return id << Byte.SIZE | result & 0xFF;
  }
}
