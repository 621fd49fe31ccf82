package io.framelab.codec;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The caller that {@link FrameDecoder} asks for: keeps what was not consumed and offers it again
 * with what follows. Puts the bytes at an odd offset with garbage behind them, so that a decoder
 * which looks past its range is found out. For one thread; for every module's tests.
 */
public final class StreamReader {
  private static final int BEFORE = 3;
  private static final int BEHIND = 5;

  private final FrameDecoder decoder;
  private final FrameHandler handler;
  private byte[] leftover = {};

  /** Reads with a decoder, which hands complete frames to the handler. */
  public StreamReader(final FrameDecoder decoder, final FrameHandler handler) {
    this.decoder = decoder;
    this.handler = handler;
  }

  /**
   * Offers the bytes of {@code stream} from {@code from} up to {@code to}, behind what is left.
   * What the decoder throws comes through; nothing may be offered after it.
   */
  public void feed(final byte[] stream, final int from, final int to) {
    final int length = leftover.length + to - from;
    final byte[] bytes = new byte[BEFORE + length + BEHIND];
    Arrays.fill(bytes, (byte) 0x02);
    System.arraycopy(leftover, 0, bytes, BEFORE, leftover.length);
    System.arraycopy(stream, from, bytes, BEFORE + leftover.length, to - from);
    final int consumed = decoder.decode(new UnsafeBuffer(bytes), BEFORE, length, handler);
    if (consumed < 0 || consumed > length) {
      throw new AssertionError("consumed " + consumed + " of " + length + " bytes");
    }
    leftover = Arrays.copyOfRange(bytes, BEFORE + consumed, BEFORE + length);
  }

  /** How many bytes belong to a frame that is not complete. */
  public int leftoverBytes() {
    return leftover.length;
  }
}
