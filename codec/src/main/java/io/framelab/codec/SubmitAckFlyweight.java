package io.framelab.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A view over a SubmitAck frame: header and result. Owned by one thread and wrapped over frame
 * after frame; the bytes stay the caller's.
 */
public final class SubmitAckFlyweight extends FrameFlyweight {
  /**
   * The answer.
   *
   * @return a result code, one unsigned byte; 0 is ok.
   */
  public int result() {
    return bodyByte();
  }

  /**
   * Writes a whole SubmitAck frame.
   *
   * @param buffer to write into, with room for {@link FrameDescriptor#ACK_LENGTH} bytes.
   * @param offset where the frame begins, in bytes.
   * @param id of the packet that is answered.
   * @param result a result code, one unsigned byte.
   * @return the frame's length in bytes.
   */
  public static int encode(
      final MutableDirectBuffer buffer, final int offset, final long id, final int result) {
    return putAck(buffer, offset, CommandId.SUBMIT_ACK_CODE, id, result);
  }

  /**
   * Compares all bytes of an ack with those of the one expected, for callers that verify millions:
   * two loads that overlap, as {@link #encode} stores them.
   *
   * @param buffer holds at least {@link FrameDescriptor#ACK_LENGTH} bytes from {@code offset} on.
   * @param offset where the frame begins, in bytes.
   * @param id expected.
   * @param result expected, one unsigned byte.
   * @return whether it is exactly that SubmitAck.
   */
  public static boolean matches(
      final DirectBuffer buffer, final int offset, final long id, final int result) {
    final long first = ackFirstLong(CommandId.SUBMIT_ACK_CODE, id);
    final long last = ackLastLong(id, result);
    return buffer.getLong(offset, FrameDescriptor.BYTE_ORDER) == first
        && buffer.getLong(offset + ACK_LAST_LONG_OFFSET, FrameDescriptor.BYTE_ORDER) == last;
  }
}
