package io.framelab.server.core;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.framelab.codec.FrameDecoder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * F19: whatever bytes come and however they are cut, decoder and session do what {@link
 * ProtocolModel} says, where the frames lie, as values and by the batch. Nothing but a
 * ProtocolException is ever thrown; behind one nothing is handled.
 *
 * <p>An ordinary build replays the inputs that are kept beside it in the resources. To look for new
 * ones:
 *
 * <pre>
 *   JAZZER_FUZZ=1 ./mvnw test -pl server -am -Dtest=SessionFuzzTest -Dsurefire.failIfNoSpecifiedTests=false
 *     -Djazzer.hooks=true -Djazzer.max_executions=10000000 -Djazzer.max_duration=1h
 * </pre>
 *
 * <p>An input is the number of cuts, as many lengths of pieces, less one, that are used in turn,
 * and the peer's bytes:
 *
 * <pre>
 *   | cuts (low 4 bits) | piece length - 1, for each | stream ...
 * </pre>
 */
class SessionFuzzTest {
  /** Short, so that lengths at the limit are soon found. */
  private static final int MAX_FRAME_LENGTH = 256;

  private static final int MAX_CUTS = 0x0F;

  private final FrameDecoder decoder = new FrameDecoder(MAX_FRAME_LENGTH);

  @FuzzTest
  void shouldDoWhatTheProtocolSaysHoweverTheStreamIsCut(final byte[] input) {
    final int cutCount = input.length == 0 ? 0 : Math.min(input[0] & MAX_CUTS, input.length - 1);
    final byte[] stream =
        Arrays.copyOfRange(input, Math.min(input.length, 1 + cutCount), input.length);
    final Conversation expected = ProtocolModel.of(stream, MAX_FRAME_LENGTH);

    check(expected, stream, Cuts.NONE, Conversation.FLYWEIGHT);
    check(expected, stream, cuts(input, cutCount), Conversation.FLYWEIGHT);
    check(expected, stream, cuts(input, cutCount), Conversation.VALUE);
    check(expected, stream, cuts(input, cutCount), Conversation.BATCH);
  }

  private void check(
      final Conversation expected,
      final byte[] stream,
      final Cuts cuts,
      final Conversation.Path path) {
    final Conversation actual = Conversation.of(stream, cuts, decoder, path);
    if (!actual.equals(expected)) {
      throw new AssertionError(
          "expected %s%nbut was  %s%nfor      %s"
              .formatted(expected, actual, HexFormat.of().formatHex(stream)));
    }
  }

  /** No cut at all is one behind each byte. */
  private static Cuts cuts(final byte[] input, final int count) {
    final int[] next = {0};
    return (from, end) -> {
      final int piece = count == 0 ? 1 : 1 + (input[1 + next[0]++ % count] & 0xFF);
      return Math.min(end, from + piece);
    };
  }
}
