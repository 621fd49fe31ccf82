package io.framelab.codec;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The layout of a frame, written once. Every offset, length and byte order of the wire comes from
 * here.
 *
 * <pre>
 *   0        4         5                 13                     length
 *   +--------+---------+-----------------+----------------------+
 *   | length | command | id              | body                 |
 *   | int32  | uint8   | 8 opaque bytes  | 0..n bytes           |
 *   +--------+---------+-----------------+----------------------+
 *   |&lt;------------ length counts the whole frame --------------&gt;|
 *
 *   Conn       body = credential, 0..n bytes      Submit     body = payload, 0..n bytes
 *   ConnAck    body = result, uint8               SubmitAck  body = result, uint8
 * </pre>
 *
 * <p>All integers are big-endian. The id is opaque; it is carried as a {@code long} only because it
 * is eight bytes wide. Stateless: any thread may use it.
 */
public final class FrameDescriptor {
  /** Offset of the int32 that holds the length of the whole frame, in bytes. */
  public static final int LENGTH_OFFSET = 0;

  /** Bytes of the length field: the least that has to be there before a frame can be judged. */
  public static final int LENGTH_BYTES = 4;

  /** Offset of the command, one unsigned byte. */
  public static final int COMMAND_OFFSET = LENGTH_OFFSET + LENGTH_BYTES;

  /** Offset of the id, eight opaque bytes. */
  public static final int ID_OFFSET = COMMAND_OFFSET + 1;

  /** Offset of the body: credential, payload or result. */
  public static final int BODY_OFFSET = ID_OFFSET + 8;

  /** The shortest frame a client may send: a header and an empty body, in bytes. */
  public static final int MIN_FRAME_LENGTH = BODY_OFFSET;

  /** Length of every ack: a header and one byte of result. */
  public static final int ACK_LENGTH = BODY_OFFSET + 1;

  /** The longest frame accepted unless told otherwise, in bytes. */
  public static final int DEFAULT_MAX_FRAME_LENGTH = 64 * 1024;

  /**
   * The longest frame that can be allowed at all, in bytes. Keeps what one peer can make the server
   * hold small, and keeps the first bytes of TLS and HTTP above every allowed length, so that they
   * are told apart from a long frame.
   */
  public static final int MAX_FRAME_LENGTH_LIMIT = 16 * 1024 * 1024;

  /** The byte order of every integer on the wire. */
  public static final ByteOrder BYTE_ORDER = ByteOrder.BIG_ENDIAN;

  private FrameDescriptor() {}

  /**
   * Reads the length field of the frame that begins at {@code frameOffset}, unjudged: it may be
   * anything.
   *
   * @param buffer holds at least {@link #LENGTH_BYTES} bytes from {@code frameOffset} on.
   * @param frameOffset where the frame begins, in bytes.
   * @return what the peer says the frame's length is, in bytes.
   */
  public static int frameLength(final DirectBuffer buffer, final int frameOffset) {
    return buffer.getInt(frameOffset + LENGTH_OFFSET, BYTE_ORDER);
  }

  /**
   * Writes the length field of the frame that begins at {@code frameOffset}.
   *
   * @param buffer has room for {@link #LENGTH_BYTES} bytes from {@code frameOffset} on.
   * @param frameOffset where the frame begins, in bytes.
   * @param frameLength of the whole frame in bytes, header included.
   */
  public static void putFrameLength(
      final MutableDirectBuffer buffer, final int frameOffset, final int frameLength) {
    buffer.putInt(frameOffset + LENGTH_OFFSET, frameLength, BYTE_ORDER);
  }

  /**
   * Reads the command byte of the frame that begins at {@code frameOffset}.
   *
   * @param buffer holds at least {@link #MIN_FRAME_LENGTH} bytes from {@code frameOffset} on.
   * @param frameOffset where the frame begins, in bytes.
   * @return the command as an unsigned byte; see {@link CommandId}.
   */
  public static int command(final DirectBuffer buffer, final int frameOffset) {
    return buffer.getByte(frameOffset + COMMAND_OFFSET) & 0xFF;
  }

  /**
   * Reads the id of the frame that begins at {@code frameOffset}.
   *
   * @param buffer holds at least {@link #MIN_FRAME_LENGTH} bytes from {@code frameOffset} on.
   * @param frameOffset where the frame begins, in bytes.
   * @return the eight opaque bytes, first byte uppermost.
   */
  public static long id(final DirectBuffer buffer, final int frameOffset) {
    return buffer.getLong(frameOffset + ID_OFFSET, BYTE_ORDER);
  }

  /**
   * The length of a frame whose body has {@code bodyLength} bytes.
   *
   * @param bodyLength in bytes.
   * @return the frame's length in bytes, header included.
   */
  public static int frameLength(final int bodyLength) {
    return BODY_OFFSET + bodyLength;
  }
}
