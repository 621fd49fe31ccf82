package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.Packet;
import io.framelab.codec.PacketCodec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a socket takes in pieces of any size is one stream of whole Submits. */
class SubmitStreamTest {
  private static final int NUMBER = 3;

  private static LoadConnection connection() {
    final LoadConnection connection = new LoadConnection(NUMBER, null, 0);
    connection.allow(Transceiver.UNLIMITED);
    return connection;
  }

  private static SubmitStream stream(final String mix) {
    final PayloadMix payload = PayloadMix.parse(mix);
    return SubmitStream.of(payload, new SizeTable(payload, 1));
  }

  /**
   * Takes {@code bytes} of the stream as a socket would that takes at most {@code most} at once.
   */
  private static byte[] take(
      final SubmitStream stream, final LoadConnection connection, final int bytes, final int most) {
    final SplittableRandom random = new SplittableRandom(most);
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    while (taken.size() < bytes) {
      final ByteBuffer rendered = stream.render(connection, 1 + random.nextInt(5));
      final int length = Math.min(rendered.remaining(), 1 + random.nextInt(most));
      final byte[] piece = new byte[length];
      rendered.get(piece);
      taken.writeBytes(piece);
      stream.advance(connection, length);
    }
    return taken.toByteArray();
  }

  private static List<Packet.Submit> decode(final byte[] bytes) {
    final PacketCodec codec = new PacketCodec();
    final List<Packet.Submit> submits = new ArrayList<>();
    new FrameDecoder(FrameDescriptor.MAX_FRAME_LENGTH_LIMIT)
        .decode(
            new UnsafeBuffer(bytes),
            0,
            bytes.length,
            (buffer, offset, length) ->
                submits.add((Packet.Submit) codec.decode(buffer, offset, length)));
    return submits;
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "18", "0-40", "64:80,1024:15,100000:5", "70000"})
  void shouldBeWholeSubmitsInOrderWhenTakenInPieces(final String mix) {
    final SizeTable sizes = new SizeTable(PayloadMix.parse(mix), 1);
    for (final int most : new int[] {1, 2, 13, 14, 100, 100_000}) {
      final LoadConnection connection = connection();
      final byte[] bytes = take(stream(mix), connection, Math.min(most * 2_000, 400_000), most);
      final List<Packet.Submit> submits = decode(bytes);
      assertThat(submits).hasSize((int) connection.sent);
      for (int i = 0; i < submits.size(); i++) {
        assertThat(submits.get(i).id()).isEqualTo(((long) NUMBER << 48) + i);
        assertThat(submits.get(i).payload())
            .hasSize(sizes.payloadBytes(NUMBER, i))
            .containsOnly(payloadOf(submits.get(i)));
      }
    }
  }

  private static byte[] payloadOf(final Packet.Submit submit) {
    return submit.payload().length == 0 ? new byte[0] : new byte[] {SubmitStream.PAYLOAD_BYTE};
  }

  @Test
  void shouldGiveEveryConnectionIdsOfItsOwnWhenTheyShareAStream() {
    final SubmitStream stream = stream("18");
    final LoadConnection one = new LoadConnection(0, null, 0);
    final LoadConnection other = new LoadConnection(1, null, 0);
    one.allow(10);
    other.allow(10);
    assertThat(decode(take(stream, one, 310, 1_000)))
        .doesNotContainAnyElementsOf(decode(take(stream, other, 310, 1_000)));
  }
}
