package io.framelab.server.netty;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameHandler;
import io.framelab.codec.ProtocolException;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.LeakPresenceDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * F19: frames that are split over reads and joined by {@link PartialFrame} are those that the
 * decoder finds in the whole stream, and the end is the same. Nothing is kept that was not in the
 * peer's bytes, and nothing leaks.
 *
 * <p>Inputs, and how to look for new ones, are as in {@code SessionFuzzTest}.
 */
class PartialFrameFuzzTest {
  /** Short, so that lengths at the limit are soon found. */
  private static final int MAX_FRAME_LENGTH = 256;

  private static final int MAX_CUTS = 0x0F;

  private final FrameDecoder decoder = new FrameDecoder(MAX_FRAME_LENGTH);

  @FuzzTest
  void shouldFindTheFramesOfTheWholeStreamHoweverItIsCut(final byte[] input) {
    final int cutCount = input.length == 0 ? 0 : Math.min(input[0] & MAX_CUTS, input.length - 1);
    final int start = Math.min(input.length, 1 + cutCount);
    final byte[] stream = Arrays.copyOfRange(input, start, input.length);

    final List<String> whole = heard(frames -> readWhole(stream, frames));
    final List<String> cut = heard(frames -> readInPieces(stream, input, cutCount, frames));

    LeakPresenceDetector.check();
    if (!cut.equals(whole)) {
      throw new AssertionError(
          "expected %s%nbut was  %s%nfor      %s"
              .formatted(whole, cut, HexFormat.of().formatHex(stream)));
    }
  }

  private interface Reading {
    void into(FrameHandler frames);
  }

  /** The frames, and why there are no more. */
  private static List<String> heard(final Reading reading) {
    final List<String> heard = new ArrayList<>();
    try {
      reading.into(
          (buffer, offset, length) -> {
            final byte[] frame = new byte[length];
            buffer.getBytes(offset, frame);
            heard.add(HexFormat.of().formatHex(frame));
            if (length % 61 == 0) {
              throw new ProtocolException(ProtocolException.Reason.SECOND_CONN);
            }
          });
    } catch (final ProtocolException malformed) {
      heard.add(malformed.reason().label());
    }
    return heard;
  }

  private void readWhole(final byte[] stream, final FrameHandler frames) {
    decoder.decode(new UnsafeBuffer(stream), 0, stream.length, frames);
  }

  /** What {@link FrameSessionHandler} does with each read. */
  private void readInPieces(
      final byte[] stream, final byte[] input, final int cutCount, final FrameHandler frames) {
    final PartialFrame partialFrame =
        new PartialFrame(
            decoder, new LeftoverMemory(UnpooledByteBufAllocator.DEFAULT, Long.MAX_VALUE));
    final UnsafeBuffer read = new UnsafeBuffer(stream);
    try {
      int pieces = 0;
      for (int from = 0; from < stream.length; pieces++) {
        final int length = cutCount == 0 ? 1 : 1 + (input[1 + pieces % cutCount] & 0xFF);
        final int to = Math.min(stream.length, from + length);
        int at = from;
        if (!partialFrame.isEmpty()) {
          at += partialFrame.complete(read, at, to - at, frames);
        }
        at += decoder.decode(read, at, to - at, frames);
        if (at < to) {
          partialFrame.keep(read, at, to - at);
        }
        from = to;
      }
    } finally {
      partialFrame.release();
    }
  }
}
