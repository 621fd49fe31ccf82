package io.framelab.codec;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The golden frames beside the values that they stand for. */
final class GoldenPackets {
  private static final byte[] NONE = {};

  private GoldenPackets() {}

  /** Pairs of value and hexadecimal bytes, for parameterised tests. */
  static Stream<Arguments> pairs() {
    return Stream.of(
        arguments(
            new Packet.Submit(GoldenBytes.ID, "hello".getBytes(StandardCharsets.US_ASCII)),
            GoldenBytes.SUBMIT_HELLO),
        arguments(new Packet.SubmitAck(GoldenBytes.ID, 0), GoldenBytes.SUBMIT_ACK_OK),
        arguments(new Packet.Submit(GoldenBytes.ID, NONE), GoldenBytes.SUBMIT_EMPTY),
        arguments(new Packet.Conn(GoldenBytes.ID, NONE), GoldenBytes.CONN_EMPTY),
        arguments(new Packet.ConnAck(GoldenBytes.ID, 0), GoldenBytes.CONN_ACK_OK));
  }
}
