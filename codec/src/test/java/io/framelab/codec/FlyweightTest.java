package io.framelab.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlyweightTest {
  /** Frames do not begin where buffers do; an odd offset also shows every alignment mistake. */
  private static final int OFFSET = 7;

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NONE = {};

  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);

  @Test
  void shouldWriteGoldenBytesWhenEncoding() {
    assertWritten(
        SubmitFlyweight.encode(buffer, OFFSET, GoldenBytes.ID, HELLO), GoldenBytes.SUBMIT_HELLO);
    assertWritten(
        SubmitFlyweight.encode(buffer, OFFSET, GoldenBytes.ID, NONE), GoldenBytes.SUBMIT_EMPTY);
    assertWritten(
        SubmitAckFlyweight.encode(buffer, OFFSET, GoldenBytes.ID, 0), GoldenBytes.SUBMIT_ACK_OK);
    assertWritten(
        ConnFlyweight.encode(buffer, OFFSET, GoldenBytes.ID, NONE), GoldenBytes.CONN_EMPTY);
    assertWritten(
        ConnAckFlyweight.encode(buffer, OFFSET, GoldenBytes.ID, 0), GoldenBytes.CONN_ACK_OK);
  }

  @Test
  void shouldReadSubmitWhereItLies() {
    final SubmitFlyweight submit = new SubmitFlyweight();

    wrap(submit, GoldenBytes.SUBMIT_HELLO);

    assertThat(submit.id()).isEqualTo(GoldenBytes.ID);
    assertThat(submit.payloadOffset()).isEqualTo(OFFSET + 13);
    assertThat(submit.payloadLength()).isEqualTo(5);
    final byte[] payload = new byte[5];
    submit.buffer().getBytes(submit.payloadOffset(), payload);
    assertThat(payload).isEqualTo(HELLO);
    assertThat(submit.offset()).isEqualTo(OFFSET);
    assertThat(submit.length()).isEqualTo(18);
  }

  @Test
  void shouldReadConnWhereItLies() {
    final ConnFlyweight conn = new ConnFlyweight();

    wrap(conn, GoldenBytes.CONN_EMPTY);

    assertThat(conn.id()).isEqualTo(GoldenBytes.ID);
    assertThat(conn.credentialOffset()).isEqualTo(OFFSET + 13);
    assertThat(conn.credentialLength()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 127, 128, 255})
  void shouldReadResultAsUnsignedByte(final int result) {
    final SubmitAckFlyweight submitAck = new SubmitAckFlyweight();
    final ConnAckFlyweight connAck = new ConnAckFlyweight();

    submitAck.wrap(buffer, OFFSET, SubmitAckFlyweight.encode(buffer, OFFSET, 1, result));
    assertThat(submitAck.result()).isEqualTo(result);
    connAck.wrap(buffer, OFFSET, ConnAckFlyweight.encode(buffer, OFFSET, 1, result));
    assertThat(connAck.result()).isEqualTo(result);
  }

  @Test
  @DisplayName("F16: all 256 byte values at all 8 places of an id")
  void shouldCarryEveryIdByte() {
    final SubmitFlyweight submit = new SubmitFlyweight();
    for (int place = 0; place < Long.BYTES; place++) {
      for (int value = 0; value <= 0xFF; value++) {
        final byte[] frame = GoldenBytes.bytes(GoldenBytes.SUBMIT_EMPTY);
        frame[FrameDescriptor.ID_OFFSET + place] = (byte) value;
        submit.wrap(new UnsafeBuffer(frame), 0, frame.length);

        final int ackLength = SubmitAckFlyweight.encode(buffer, OFFSET, submit.id(), 0);

        assertThat(Arrays.copyOfRange(written(ackLength), 5, 13))
            .isEqualTo(Arrays.copyOfRange(frame, 5, 13));
      }
    }
  }

  private void wrap(final FrameFlyweight flyweight, final String golden) {
    final byte[] frame = GoldenBytes.bytes(golden);
    buffer.putBytes(OFFSET, frame);
    flyweight.wrap(buffer, OFFSET, frame.length);
  }

  private void assertWritten(final int length, final String golden) {
    assertThat(HexFormat.of().formatHex(written(length))).isEqualTo(golden.replace(" ", ""));
  }

  private byte[] written(final int length) {
    final byte[] bytes = new byte[length];
    buffer.getBytes(OFFSET, bytes);
    return bytes;
  }
}
