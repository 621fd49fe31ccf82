package io.framelab.codec;

import org.agrona.MutableDirectBuffer;

/**
 * A view over a Submit frame: header and payload. Owned by one thread and wrapped over frame after
 * frame; the bytes stay the caller's.
 */
public final class SubmitFlyweight extends FrameFlyweight {
  /**
   * Where the payload begins.
   *
   * @return offset in {@link #buffer()} in bytes.
   */
  public int payloadOffset() {
    return bodyOffset();
  }

  /**
   * How long the payload is.
   *
   * @return length in bytes, 0 or more.
   */
  public int payloadLength() {
    return bodyLength();
  }

  /**
   * Writes a whole Submit frame.
   *
   * @param buffer to write into, with room for the frame.
   * @param offset where the frame begins, in bytes.
   * @param id eight opaque bytes, first byte uppermost.
   * @param payload the payload; copied.
   * @return the frame's length in bytes.
   */
  public static int encode(
      final MutableDirectBuffer buffer, final int offset, final long id, final byte[] payload) {
    final int frameLength = encodeHeader(buffer, offset, id, payload.length);
    buffer.putBytes(offset + FrameDescriptor.BODY_OFFSET, payload);
    return frameLength;
  }

  /**
   * Writes the header of a Submit frame whose payload the caller puts behind it, or has put there
   * already.
   *
   * @param buffer to write into, with room for the header.
   * @param offset where the frame begins, in bytes.
   * @param id eight opaque bytes, first byte uppermost.
   * @param payloadLength in bytes.
   * @return the length in bytes of the whole frame, payload included.
   */
  public static int encodeHeader(
      final MutableDirectBuffer buffer, final int offset, final long id, final int payloadLength) {
    final int frameLength = FrameDescriptor.frameLength(payloadLength);
    putHeader(buffer, offset, frameLength, CommandId.SUBMIT_CODE, id);
    return frameLength;
  }

  /**
   * Gives another id to a Submit that stands in the buffer already.
   *
   * @param buffer holds the frame.
   * @param offset where the frame begins, in bytes.
   * @param id eight opaque bytes, first byte uppermost.
   */
  public static void putId(final MutableDirectBuffer buffer, final int offset, final long id) {
    buffer.putLong(offset + FrameDescriptor.ID_OFFSET, id, FrameDescriptor.BYTE_ORDER);
  }
}
