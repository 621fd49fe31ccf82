package io.framelab.codec;

import io.framelab.codec.ProtocolException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A peer's requests read to the end or to the first error, by the value path or by the flyweights:
 * what was read, what was left, and why it ended.
 *
 * @param packets before the end, in order.
 * @param error null if there was none.
 * @param leftoverBytes of a frame that is not complete; 0 after an error.
 */
record RequestReading(List<Packet> packets, Reason error, int leftoverBytes) {
  /** How a complete frame becomes a value. */
  interface Path {
    Packet read(DirectBuffer buffer, int offset, int length);
  }

  /** Where a stream is cut: the end of the piece that begins at {@code from}. */
  interface Cuts {
    int next(int from, int end);
  }

  static final Cuts WHOLE = (from, end) -> end;

  static Path valuePath() {
    return new PacketCodec()::decodeRequest;
  }

  /** The same without the codec: what an engine does that never makes a value. */
  static Path flyweightPath() {
    final ConnFlyweight conn = new ConnFlyweight();
    final SubmitFlyweight submit = new SubmitFlyweight();
    return (buffer, offset, length) -> {
      final CommandId command = CommandId.of(FrameDescriptor.command(buffer, offset));
      if (!command.fromClient()) {
        throw new ProtocolException(Reason.SERVER_COMMAND);
      }
      if (command == CommandId.CONN) {
        conn.wrap(buffer, offset, length);
        return new Packet.Conn(
            conn.id(), copy(buffer, conn.credentialOffset(), conn.credentialLength()));
      }
      submit.wrap(buffer, offset, length);
      return new Packet.Submit(
          submit.id(), copy(buffer, submit.payloadOffset(), submit.payloadLength()));
    };
  }

  static RequestReading of(final byte[] stream, final Path path, final Cuts cuts) {
    final List<Packet> packets = new ArrayList<>();
    final StreamReader reader =
        new StreamReader(
            new FrameDecoder(FrameDescriptor.DEFAULT_MAX_FRAME_LENGTH),
            (buffer, offset, length) -> packets.add(path.read(buffer, offset, length)));
    try {
      for (int from = 0; from < stream.length; ) {
        final int to = cuts.next(from, stream.length);
        reader.feed(stream, from, to);
        from = to;
      }
      return new RequestReading(packets, null, reader.leftoverBytes());
    } catch (final ProtocolException malformed) {
      return new RequestReading(packets, malformed.reason(), 0);
    }
  }

  private static byte[] copy(final DirectBuffer buffer, final int offset, final int length) {
    final byte[] bytes = new byte[length];
    buffer.getBytes(offset, bytes);
    return bytes;
  }
}
