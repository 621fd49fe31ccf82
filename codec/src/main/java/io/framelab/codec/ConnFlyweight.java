package io.framelab.codec;

import org.agrona.MutableDirectBuffer;

/**
 * A view over a Conn frame: header and credential. Owned by one thread and wrapped over frame after
 * frame; the bytes stay the caller's.
 */
public final class ConnFlyweight extends FrameFlyweight {
  /**
   * Where the credential begins.
   *
   * @return offset in {@link #buffer()} in bytes.
   */
  public int credentialOffset() {
    return bodyOffset();
  }

  /**
   * How long the credential is.
   *
   * @return length in bytes, 0 or more.
   */
  public int credentialLength() {
    return bodyLength();
  }

  /**
   * Writes a whole Conn frame.
   *
   * @param buffer to write into, with room for the frame.
   * @param offset where the frame begins, in bytes.
   * @param id eight opaque bytes, first byte uppermost.
   * @param credential the credential; copied.
   * @return the frame's length in bytes.
   */
  public static int encode(
      final MutableDirectBuffer buffer, final int offset, final long id, final byte[] credential) {
    final int frameLength = encodeHeader(buffer, offset, id, credential.length);
    buffer.putBytes(offset + FrameDescriptor.BODY_OFFSET, credential);
    return frameLength;
  }

  /**
   * Writes the header of a Conn frame whose credential the caller puts behind it, or has put there
   * already.
   *
   * @param buffer to write into, with room for the header.
   * @param offset where the frame begins, in bytes.
   * @param id eight opaque bytes, first byte uppermost.
   * @param credentialLength in bytes.
   * @return the length in bytes of the whole frame, credential included.
   */
  public static int encodeHeader(
      final MutableDirectBuffer buffer,
      final int offset,
      final long id,
      final int credentialLength) {
    final int frameLength = FrameDescriptor.frameLength(credentialLength);
    putHeader(buffer, offset, frameLength, CommandId.CONN_CODE, id);
    return frameLength;
  }
}
