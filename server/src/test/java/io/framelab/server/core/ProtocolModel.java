package io.framelab.server.core;

import io.framelab.codec.Packet;
import io.framelab.codec.ProtocolException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * docs/PROTOCOL.md once more, as plainly as it can be written and with nothing of the codec but the
 * values: what must become of a stream. Knows the whole stream, so no cut can matter to it.
 */
final class ProtocolModel {
  private static final int HEADER = 13;
  private static final List<String> HTTP =
      List.of("GET ", "HEAD", "POST", "PUT ", "PATC", "DELE", "OPTI", "CONN", "TRAC", "PRI ");

  private final List<Packet> handled = new ArrayList<>();
  private final List<Packet> submitAcks = new ArrayList<>();
  private final List<Packet> connAcks = new ArrayList<>();
  private final ByteBuffer in;
  private final int maxFrameLength;

  private ProtocolModel(final byte[] stream, final int maxFrameLength) {
    this.in = ByteBuffer.wrap(stream);
    this.maxFrameLength = maxFrameLength;
  }

  static Conversation of(final byte[] stream, final int maxFrameLength) {
    final ProtocolModel model = new ProtocolModel(stream, maxFrameLength);
    final Reason error = model.read();
    return new Conversation(model.handled, model.submitAcks, model.connAcks, error);
  }

  private Reason read() {
    while (in.remaining() >= 4) {
      final int start = in.position();
      final int length = in.getInt(start);
      if (length < HEADER) {
        return Reason.LENGTH_TOO_SMALL;
      } else if (length > maxFrameLength) {
        return tooLarge(start);
      } else if (in.remaining() < length) {
        return null;
      }
      final Reason refused = packet(start, length);
      if (refused != null) {
        return refused;
      }
      in.position(start + length);
    }
    return null;
  }

  private Reason packet(final int start, final int length) {
    final long id = in.getLong(start + 5);
    switch (in.get(start + 4) & 0xFF) {
      case 0x01:
        if (!connAcks.isEmpty()) {
          return Reason.SECOND_CONN;
        }
        connAcks.add(new Packet.ConnAck(id, 0));
        return null;
      case 0x02:
        final byte[] payload = new byte[length - HEADER];
        in.get(start + HEADER, payload);
        handled.add(new Packet.Submit(id, payload));
        submitAcks.add(new Packet.SubmitAck(id, Conversation.result(payload)));
        return null;
      case 0x80, 0x81:
        return Reason.SERVER_COMMAND;
      default:
        return Reason.UNKNOWN_COMMAND;
    }
  }

  private Reason tooLarge(final int start) {
    final byte[] first = new byte[4];
    in.get(start, first);
    if (first[0] == 0x16 && first[1] == 0x03) {
      return Reason.LOOKS_LIKE_TLS;
    }
    return HTTP.contains(new String(first, StandardCharsets.ISO_8859_1))
        ? Reason.LOOKS_LIKE_HTTP
        : Reason.LENGTH_TOO_LARGE;
  }
}
