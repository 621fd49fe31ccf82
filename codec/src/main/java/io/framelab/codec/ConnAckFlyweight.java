package io.framelab.codec;

import org.agrona.MutableDirectBuffer;

/**
 * A view over a ConnAck frame: header and result. Owned by one thread and wrapped over frame after
 * frame; the bytes stay the caller's.
 */
public final class ConnAckFlyweight extends FrameFlyweight {
  /**
   * The answer.
   *
   * @return a result code, one unsigned byte; 0 is ok.
   */
  public int result() {
    return bodyByte();
  }

  /**
   * Writes a whole ConnAck frame.
   *
   * @param buffer to write into, with room for {@link FrameDescriptor#ACK_LENGTH} bytes.
   * @param offset where the frame begins, in bytes.
   * @param id of the packet that is answered.
   * @param result a result code, one unsigned byte.
   * @return the frame's length in bytes.
   */
  public static int encode(
      final MutableDirectBuffer buffer, final int offset, final long id, final int result) {
    return putAck(buffer, offset, CommandId.CONN_ACK_CODE, id, result);
  }
}
