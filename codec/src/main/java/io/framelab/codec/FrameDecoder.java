package io.framelab.codec;

import static io.framelab.codec.FrameDescriptor.LENGTH_BYTES;
import static io.framelab.codec.FrameDescriptor.MAX_FRAME_LENGTH_LIMIT;
import static io.framelab.codec.FrameDescriptor.MIN_FRAME_LENGTH;

import io.framelab.codec.ProtocolException.Reason;
import org.agrona.DirectBuffer;

/**
 * Cuts a stream of bytes into frames and judges each length before anything is done with it. Holds
 * no bytes: the caller keeps what was not consumed and offers it again with what follows.
 *
 * <pre>
 *   buffer   | frame | frame | half a fr|
 *            offset          ^          offset + length
 *                            consumed: the two whole frames, each handed over where it lies
 * </pre>
 *
 * <p>Immutable: one instance may serve every connection and any thread.
 */
public final class FrameDecoder {
  private final int maxFrameLength;

  /**
   * Creates a decoder.
   *
   * @param maxFrameLength the longest frame to accept in bytes, header included.
   * @throws IllegalArgumentException if that is shorter than a header or longer than {@link
   *     FrameDescriptor#MAX_FRAME_LENGTH_LIMIT}.
   */
  public FrameDecoder(final int maxFrameLength) {
    if (maxFrameLength < MIN_FRAME_LENGTH || maxFrameLength > MAX_FRAME_LENGTH_LIMIT) {
      throw new IllegalArgumentException(
          "maximum frame length is "
              + maxFrameLength
              + " bytes, but must be from "
              + MIN_FRAME_LENGTH
              + " to "
              + MAX_FRAME_LENGTH_LIMIT);
    }
    this.maxFrameLength = maxFrameLength;
  }

  /**
   * Hands every complete frame to the handler, in order.
   *
   * @param buffer holds the bytes; read only.
   * @param offset where the first frame begins, in bytes.
   * @param length how many bytes are there; need not end with a frame.
   * @param handler receives the frames.
   * @return the bytes of the frames that were handed over; the rest belongs to a frame that is not
   *     complete yet.
   * @throws ProtocolException at the first length or frame that breaks the protocol; the frames
   *     before it were handed over, and nothing behind it may be offered again.
   */
  public int decode(
      final DirectBuffer buffer, final int offset, final int length, final FrameHandler handler) {
    int consumed = 0;
    int frameLength;
    do {
      frameLength = decodeFirst(buffer, offset + consumed, length - consumed, handler);
      consumed += frameLength;
    } while (frameLength > 0);
    return consumed;
  }

  /**
   * Hands the first frame to the handler, if it is complete.
   *
   * @param buffer holds the bytes; read only.
   * @param offset where the frame begins, in bytes.
   * @param length how many bytes are there.
   * @param handler receives the frame.
   * @return the bytes of the frame; 0 if it is not complete yet.
   * @throws ProtocolException if its length or the frame breaks the protocol.
   */
  public int decodeFirst(
      final DirectBuffer buffer, final int offset, final int length, final FrameHandler handler) {
    if (length < LENGTH_BYTES) {
      return 0;
    }
    final int frameLength = judge(FrameDescriptor.frameLength(buffer, offset));
    if (length < frameLength) {
      return 0;
    }
    handler.onFrame(buffer, offset, frameLength);
    return frameLength;
  }

  /**
   * Judges the length field of a frame, for callers that read it on their own.
   *
   * @param frameLength the field as it was read, in bytes.
   * @return the same length.
   * @throws ProtocolException if no frame may have that length.
   */
  public int judge(final int frameLength) {
    if (frameLength < MIN_FRAME_LENGTH || frameLength > maxFrameLength) {
      throw malformed(frameLength);
    }
    return frameLength;
  }

  /**
   * The longest frame that is accepted.
   *
   * @return in bytes, header included.
   */
  public int maxFrameLength() {
    return maxFrameLength;
  }

  private static ProtocolException malformed(final int frameLength) {
    if (frameLength < MIN_FRAME_LENGTH) {
      return new ProtocolException(Reason.LENGTH_TOO_SMALL);
    }
    return new ProtocolException(ForeignProtocol.reasonFor(frameLength));
  }
}
