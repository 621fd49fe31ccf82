package io.framelab.codec;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The caller that {@link FrameDecoder} asks for: keeps what was not consumed and offers it again
 * with what follows. Puts the bytes at an odd offset with garbage behind them, so that a decoder
 * which looks past its range is found out.
 */
final class StreamReader {
  private static final int BEFORE = 3;
  private static final int BEHIND = 5;

  private final FrameDecoder decoder;
  private final FrameHandler handler;
  private byte[] leftover = {};

  StreamReader(final FrameDecoder decoder, final FrameHandler handler) {
    this.decoder = decoder;
    this.handler = handler;
  }

  /** Offers the bytes of {@code stream} from {@code from} up to {@code to}. */
  void feed(final byte[] stream, final int from, final int to) {
    final int length = leftover.length + to - from;
    final byte[] bytes = new byte[BEFORE + length + BEHIND];
    Arrays.fill(bytes, (byte) 0x02);
    System.arraycopy(leftover, 0, bytes, BEFORE, leftover.length);
    System.arraycopy(stream, from, bytes, BEFORE + leftover.length, to - from);
    final int consumed = decoder.decode(new UnsafeBuffer(bytes), BEFORE, length, handler);
    leftover = Arrays.copyOfRange(bytes, BEFORE + consumed, BEFORE + length);
  }

  int leftoverBytes() {
    return leftover.length;
  }
}
