package io.framelab.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RoundTripTest {
  private static final int PACKETS = 1_000_000;
  private static final int OFFSET = 5;

  private final PacketCodec codec = new PacketCodec();

  @ParameterizedTest(name = "seed {0}")
  @DisplayName("F20: decode is the inverse of encode, both ways")
  @ValueSource(longs = {20_260_101})
  void shouldComeBackUnchanged(final long seed) {
    final RandomPackets random = new RandomPackets(seed);
    final UnsafeBuffer first = new UnsafeBuffer(new byte[OFFSET + 64]);
    final UnsafeBuffer second = new UnsafeBuffer(new byte[OFFSET + 64]);
    for (int i = 0; i < PACKETS; i++) {
      final Packet packet = random.any();
      final int length = codec.encode(packet, first, OFFSET);
      final Packet decoded = codec.decode(first, OFFSET, length);
      final int lengthAgain = codec.encode(decoded, second, OFFSET);

      if (!decoded.equals(packet)
          || lengthAgain != length
          || length != packet.frameLength()
          || FrameDescriptor.frameLength(first, OFFSET) != length
          || !Arrays.equals(
              first.byteArray(),
              OFFSET,
              OFFSET + length,
              second.byteArray(),
              OFFSET,
              OFFSET + length)) {
        throw new AssertionError("seed " + seed + ", packet " + i + ": " + packet);
      }
    }
  }

  @Test
  void shouldWriteTheSameBytesOnBothPaths() {
    final RandomPackets random = new RandomPackets(7);
    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    for (int i = 0; i < 10_000; i++) {
      final Packet packet = random.any();

      final int length = encodeByFlyweight(packet, buffer);

      assertThat(Arrays.copyOf(buffer.byteArray(), length))
          .as("packet %d: %s", i, packet)
          .isEqualTo(RandomPackets.frame(packet));
    }
  }

  /** A header before a body that lies there already, as an engine without values writes. */
  private static int encodeByFlyweight(final Packet packet, final UnsafeBuffer buffer) {
    if (packet instanceof Packet.Conn conn) {
      buffer.putBytes(FrameDescriptor.BODY_OFFSET, conn.credential());
      return ConnFlyweight.encodeHeader(buffer, 0, conn.id(), conn.credential().length);
    } else if (packet instanceof Packet.Submit submit) {
      buffer.putBytes(FrameDescriptor.BODY_OFFSET, submit.payload());
      return SubmitFlyweight.encodeHeader(buffer, 0, submit.id(), submit.payload().length);
    } else if (packet instanceof Packet.ConnAck ack) {
      return ConnAckFlyweight.encode(buffer, 0, ack.id(), ack.result());
    }
    return SubmitAckFlyweight.encode(buffer, 0, packet.id(), ((Packet.SubmitAck) packet).result());
  }
}
