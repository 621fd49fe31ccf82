package io.framelab.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.ProtocolException.Reason;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecTest {
  private final PacketCodec codec = new PacketCodec();

  @ParameterizedTest
  @MethodSource("io.framelab.codec.GoldenPackets#pairs")
  void shouldWriteGoldenBytes(final Packet packet, final String golden) {
    final byte[] frame = new byte[packet.frameLength()];

    final int written = codec.encode(packet, new UnsafeBuffer(frame), 0);

    assertThat(frame).isEqualTo(GoldenBytes.bytes(golden)).hasSize(written);
  }

  @ParameterizedTest
  @MethodSource("io.framelab.codec.GoldenPackets#pairs")
  void shouldReadGoldenBytes(final Packet packet, final String golden) {
    final Packet decoded = decode(GoldenBytes.bytes(golden));

    assertThat(decoded).isEqualTo(packet).hasSameHashCodeAs(packet);
  }

  @Test
  void shouldKeepNothingOfTheBuffer() {
    final byte[] frame = GoldenBytes.bytes(GoldenBytes.SUBMIT_HELLO);
    final Packet decoded = decode(frame);

    frame[frame.length - 1] = 0;

    assertThat(decoded).isEqualTo(decode(GoldenBytes.bytes(GoldenBytes.SUBMIT_HELLO)));
  }

  @ParameterizedTest
  @CsvSource({
    "0000000d 80 3030303030303031, LENGTH_TOO_SMALL",
    "0000000d 81 3030303030303031, LENGTH_TOO_SMALL",
    "0000000f 80 3030303030303031 0000, LENGTH_TOO_LARGE",
    "0000000f 81 3030303030303031 0000, LENGTH_TOO_LARGE",
  })
  void shouldRefuseAckOfWrongLength(final String frame, final Reason reason) {
    assertRefused(reason, () -> decode(GoldenBytes.bytes(frame)));
  }

  @ParameterizedTest
  @ValueSource(strings = {GoldenBytes.CONN_ACK_OK, GoldenBytes.SUBMIT_ACK_OK})
  void shouldRefuseServerCommandWhenFromClient(final String golden) {
    final UnsafeBuffer frame = new UnsafeBuffer(GoldenBytes.bytes(golden));

    assertRefused(Reason.SERVER_COMMAND, () -> codec.decodeRequest(frame, 0, frame.capacity()));
  }

  @Test
  void shouldRefuseEveryUnknownCommand() {
    for (int code = 0; code <= 0xFF; code++) {
      if (code == 0x01 || code == 0x02 || code == 0x80 || code == 0x81) {
        continue;
      }
      final byte[] frame = GoldenBytes.bytes(GoldenBytes.SUBMIT_HELLO);
      frame[FrameDescriptor.COMMAND_OFFSET] = (byte) code;
      final UnsafeBuffer buffer = new UnsafeBuffer(frame);

      assertRefused(Reason.UNKNOWN_COMMAND, () -> decode(frame));
      assertRefused(
          Reason.UNKNOWN_COMMAND, () -> codec.decodeRequest(buffer, 0, buffer.capacity()));
    }
  }

  private Packet decode(final byte[] frame) {
    return codec.decode(new UnsafeBuffer(frame), 0, frame.length);
  }

  private static void assertRefused(final Reason reason, final Runnable decoding) {
    assertThatThrownBy(decoding::run)
        .isInstanceOfSatisfying(
            ProtocolException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
