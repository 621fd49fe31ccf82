package io.framelab.server.blocking;

import io.framelab.codec.FrameDescriptor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of one frame, read from a stream. Owned by one thread at a time. Grows with what
 * arrives, not with what a length field promises: a peer that announces a long frame and sends
 * nothing costs {@link #INITIAL_BYTES}.
 */
final class FrameBytes {
  /** Room for the frames that most clients send, and the most that a mere promise may cost. */
  static final int INITIAL_BYTES = 4 * 1024;

  private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
  private byte[] bytes;

  FrameBytes(final int frameLength) {
    wrap(new byte[Math.min(frameLength, INITIAL_BYTES)]);
  }

  UnsafeBuffer buffer() {
    return buffer;
  }

  int capacityBytes() {
    return bytes.length;
  }

  /** Whether a long frame was here, whose room is better given back. */
  boolean isGrown() {
    return bytes.length > INITIAL_BYTES;
  }

  /**
   * Reads the rest of a frame whose length field has been read, and puts the length before it, so
   * that the frame lies here whole.
   *
   * @throws EOFException if the stream ends first: the peer left inside a frame.
   */
  void readRest(final InputStream in, final int frameLength) throws IOException {
    int end = FrameDescriptor.LENGTH_BYTES;
    while (end < frameLength) {
      if (end == bytes.length) {
        wrap(Arrays.copyOf(bytes, Math.min(frameLength, 2 * bytes.length)));
      }
      final int read = in.read(bytes, end, Math.min(frameLength, bytes.length) - end);
      if (read < 0) {
        throw new EOFException();
      }
      end += read;
    }
    FrameDescriptor.putFrameLength(buffer, 0, frameLength);
  }

  private void wrap(final byte[] bytes) {
    this.bytes = bytes;
    buffer.wrap(bytes);
  }
}
