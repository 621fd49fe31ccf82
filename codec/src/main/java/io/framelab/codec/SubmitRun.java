package io.framelab.codec;

import static io.framelab.codec.FrameDescriptor.ACK_LENGTH;
import static io.framelab.codec.FrameDescriptor.BODY_OFFSET;
import static io.framelab.codec.FrameDescriptor.COMMAND_OFFSET;
import static io.framelab.codec.FrameDescriptor.ID_OFFSET;
import static io.framelab.codec.FrameDescriptor.LENGTH_OFFSET;
import static io.framelab.codec.FrameDescriptor.MIN_FRAME_LENGTH;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Answers Submits that lie one behind the other, each by an ack behind the last one: most of what a
 * server does, in one loop. It asks of both buffers once whether they hold what the caller says;
 * within these bounds it then moves bytes unchecked, so this is the class to fuzz when the layout
 * changes. What is no complete, well-formed Submit it leaves to {@link FrameDecoder}.
 *
 * <pre>
 *   in    | Submit | Submit | Submit | Conn, half a frame, nonsense
 *         offset                     ^ offset + consumed()
 *   out   | ack    | ack    | ack    |
 *         outOffset                  ^ outOffset + 3 * ACK_LENGTH, since answer() returns 3
 * </pre>
 *
 * <p>Owned by one thread, which may use it for all of its connections; the buffers stay the
 * caller's.
 */
public final class SubmitRun {
  /** Returned by an {@link Answerer}: this Submit has no ack for now, and the run is over. */
  public static final int NO_ACK = -1;

  /** Length and command of every SubmitAck, then what the id overwrites, as they lie in memory. */
  private static final long ACK_FIRST_LONG =
      nativeOrder(FrameFlyweight.ackFirstLong(CommandId.SUBMIT_ACK_CODE, 0));

  /** Lengths are widened without a sign, so that what is negative on the wire is too long. */
  private static final long UINT32_MASK = 0xFFFF_FFFFL;

  private final int maxBodyLength;
  private int consumed;

  /**
   * Creates a run of frames as long as a decoder accepts.
   *
   * @param decoder judges what the run leaves over.
   */
  public SubmitRun(final FrameDecoder decoder) {
    this.maxBodyLength = decoder.maxFrameLength() - BODY_OFFSET;
  }

  /**
   * Has Submits answered and writes their acks, until the next frame is none, is not complete, has
   * no room for its ack, or gets none.
   *
   * @param in holds the frames, outside the heap; read only.
   * @param offset where the first frame begins, in bytes.
   * @param length how many bytes are there; need not end with a frame.
   * @param out where acks go, outside the heap, to the end of its capacity.
   * @param outOffset where the first ack goes, in bytes.
   * @param answerer asked once for each Submit, in order.
   * @return how many acks were written.
   * @throws IndexOutOfBoundsException if the buffers do not hold what the caller says.
   * @throws IllegalArgumentException if a buffer lies in the heap.
   */
  public int answer(
      final DirectBuffer in,
      final int offset,
      final int length,
      final MutableDirectBuffer out,
      final int outOffset,
      final Answerer answerer) {
    in.boundsCheck(offset, length);
    out.boundsCheck(outOffset, 0);
    requireOutsideHeap(in);
    requireOutsideHeap(out);
    final long maxBodyLength = this.maxBodyLength;
    final long inAddress = in.addressOffset();
    final long outAddress = out.addressOffset();
    final long end = offset + length;
    final long lastAck = out.capacity() - ACK_LENGTH;
    long frame = offset;
    long ack = outOffset;
    while (end - frame >= MIN_FRAME_LENGTH && ack <= lastAck) {
      final long address = inAddress + frame;
      final long frameLength = bigEndian(UnsafeApi.getInt(address + LENGTH_OFFSET)) & UINT32_MASK;
      final long bodyLength = frameLength - BODY_OFFSET;
      if (Long.compareUnsigned(bodyLength, maxBodyLength) > 0
          || frameLength > end - frame
          || UnsafeApi.getByte(address + COMMAND_OFFSET) != CommandId.SUBMIT_CODE) {
        break;
      }
      final long id = UnsafeApi.getLong(address + ID_OFFSET);
      final int body = (int) frame + BODY_OFFSET;
      final int result = answerer.onSubmit(nativeOrder(id), in, body, (int) bodyLength);
      frame += frameLength;
      if (result < 0) {
        break;
      }
      UnsafeApi.putLong(outAddress + ack, ACK_FIRST_LONG);
      UnsafeApi.putLong(outAddress + ack + ID_OFFSET, id);
      UnsafeApi.putByte(outAddress + ack + BODY_OFFSET, (byte) result);
      ack += ACK_LENGTH;
    }
    consumed = (int) frame - offset;
    return ((int) ack - outOffset) / ACK_LENGTH;
  }

  /**
   * What the last run was about.
   *
   * @return the bytes of all Submits that were answered, one without an ack at the end included.
   */
  public int consumed() {
    return consumed;
  }

  private static void requireOutsideHeap(final DirectBuffer buffer) {
    if (buffer.byteArray() != null) {
      throw new IllegalArgumentException("a run needs memory outside the heap");
    }
  }

  private static int bigEndian(final int bits) {
    return ByteOrder.nativeOrder() == FrameDescriptor.BYTE_ORDER
        ? bits
        : Integer.reverseBytes(bits);
  }

  /** From the wire's order to the machine's, or back. */
  private static long nativeOrder(final long bits) {
    return ByteOrder.nativeOrder() == FrameDescriptor.BYTE_ORDER ? bits : Long.reverseBytes(bits);
  }

  /** Answers the Submits of a run. */
  @FunctionalInterface
  public interface Answerer {
    /**
     * Answers a Submit where it lies.
     *
     * @param id eight opaque bytes, first byte uppermost.
     * @param buffer holds the payload; overwritten later, so what is to be kept is copied.
     * @param payloadOffset where the payload begins, in bytes.
     * @param payloadLength in bytes, 0 or more.
     * @return a result code, one unsigned byte, or {@link #NO_ACK}.
     */
    int onSubmit(long id, DirectBuffer buffer, int payloadOffset, int payloadLength);
  }
}
