package io.framelab.codec;

import org.agrona.DirectBuffer;

/**
 * Receives the complete frames that a {@link FrameDecoder} finds, in the order of the stream, on
 * the thread that calls the decoder. The buffer belongs to that caller and is overwritten
 * afterwards: what is to be kept is copied before returning.
 */
@FunctionalInterface
public interface FrameHandler {
  /**
   * Handles one complete frame where it lies.
   *
   * @param buffer holds the frame.
   * @param offset where the frame begins, in bytes.
   * @param length of the frame in bytes, header included; between {@link
   *     FrameDescriptor#MIN_FRAME_LENGTH} and the maximum.
   * @throws ProtocolException if the frame breaks the protocol; nothing behind it is then handed
   *     over.
   */
  void onFrame(DirectBuffer buffer, int offset, int length);
}
