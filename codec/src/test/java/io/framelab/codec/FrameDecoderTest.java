package io.framelab.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.ProtocolException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private static final int MAX = FrameDescriptor.DEFAULT_MAX_FRAME_LENGTH;

  private final FrameDecoder decoder = new FrameDecoder(MAX);
  private final List<Integer> lengths = new ArrayList<>();

  @ParameterizedTest
  @DisplayName("F08, F18: the shortest and the longest frame")
  @ValueSource(ints = {13, 14, MAX - 1, MAX})
  void shouldAcceptLengthInRange(final int frameLength) {
    final byte[] frame = RawPeer.submitFrame(1, new byte[frameLength - 13]);

    assertThat(decode(frame)).isEqualTo(frameLength);
    assertThat(lengths).containsExactly(frameLength);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("F04 to F07, F12: lengths that no frame may have, judged from four bytes")
  @CsvSource({
    "0, LENGTH_TOO_SMALL",
    "1, LENGTH_TOO_SMALL",
    "2, LENGTH_TOO_SMALL",
    "3, LENGTH_TOO_SMALL",
    "4, LENGTH_TOO_SMALL",
    "5, LENGTH_TOO_SMALL",
    "12, LENGTH_TOO_SMALL",
    "-1, LENGTH_TOO_SMALL",
    "-2147483648, LENGTH_TOO_SMALL",
    "65537, LENGTH_TOO_LARGE",
    "16777217, LENGTH_TOO_LARGE",
    "2147483647, LENGTH_TOO_LARGE",
  })
  void shouldRefuseLengthOutOfRange(final int length, final Reason reason) {
    assertRefused(intBytes(length), reason);
  }

  @ParameterizedTest
  @DisplayName("F17: a request line of HTTP")
  @ValueSource(
      strings = {
        "GET ", "HEAD", "POST", "PUT ", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PRI * "
      })
  void shouldRecogniseHttp(final String firstBytes) {
    assertRefused(firstBytes.getBytes(StandardCharsets.US_ASCII), Reason.LOOKS_LIKE_HTTP);
  }

  @ParameterizedTest
  @DisplayName("F17: a handshake of TLS")
  @ValueSource(strings = {"16030100", "16030101", "16030300", "160303ff"})
  void shouldRecogniseTls(final String firstBytes) {
    assertRefused(GoldenBytes.bytes(firstBytes), Reason.LOOKS_LIKE_TLS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"16020100", "17030100", "get ", "GETX"})
  void shouldCallOtherBytesTooLarge(final String firstBytes) {
    final byte[] bytes =
        firstBytes.length() == 8
            ? GoldenBytes.bytes(firstBytes)
            : firstBytes.getBytes(StandardCharsets.US_ASCII);
    assertRefused(bytes, Reason.LENGTH_TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void shouldWaitWhenLengthIsIncomplete(final int count) {
    assertThat(decode(GoldenBytes.bytes("ffffffff"), count)).isZero();
  }

  @Test
  @DisplayName("F13: nothing behind malformed input is handed over")
  void shouldHandOverOnlyWhatStandsBeforeMalformedLength() {
    final ByteBuffer stream = ByteBuffer.allocate(64);
    stream.put(GoldenBytes.bytes(GoldenBytes.SUBMIT_HELLO)).putInt(2);
    stream.put(GoldenBytes.bytes(GoldenBytes.SUBMIT_EMPTY));

    assertThatThrownBy(() -> decode(stream.array(), stream.position()))
        .isInstanceOf(ProtocolException.class);

    assertThat(lengths).containsExactly(18);
  }

  @Test
  void shouldHandOverNothingBehindFrameThatHandlerRefuses() {
    final UnsafeBuffer stream = new UnsafeBuffer(RawPeer.submitFrames(1, 3, new byte[2]));

    assertThatThrownBy(
            () ->
                decoder.decode(
                    stream,
                    0,
                    stream.capacity(),
                    (buffer, offset, length) -> {
                      lengths.add(offset);
                      throw new ProtocolException(Reason.SECOND_CONN);
                    }))
        .isInstanceOf(ProtocolException.class);

    assertThat(lengths).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 12, 16 * 1024 * 1024 + 1, Integer.MAX_VALUE})
  void shouldRefuseMaximumOutOfRange(final int maxFrameLength) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameDecoder(maxFrameLength))
        .withMessageContaining(String.valueOf(maxFrameLength));
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 100, 16 * 1024 * 1024})
  void shouldJudgeByItsOwnMaximum(final int maxFrameLength) {
    final FrameDecoder own = new FrameDecoder(maxFrameLength);

    assertThat(own.judge(maxFrameLength)).isEqualTo(maxFrameLength);
    assertThat(own.maxFrameLength()).isEqualTo(maxFrameLength);
    assertThatThrownBy(() -> own.judge(maxFrameLength + 1)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void shouldCarryNoStackTraceWhenPeerBreaksProtocol() {
    assertThatThrownBy(() -> decoder.judge(0))
        .hasMessage("length_too_small")
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }

  private void assertRefused(final byte[] firstBytes, final Reason reason) {
    assertThatThrownBy(() -> decode(firstBytes, 4))
        .isInstanceOfSatisfying(
            ProtocolException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThat(lengths).isEmpty();
  }

  private int decode(final byte[] bytes) {
    return decode(bytes, bytes.length);
  }

  private int decode(final byte[] bytes, final int count) {
    return decoder.decode(
        new UnsafeBuffer(bytes), 0, count, (buffer, offset, length) -> lengths.add(length));
  }

  private static byte[] intBytes(final int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }
}
