package io.framelab.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Turns frames into {@link Packet} values and back. The readable path: it stands on the flyweights,
 * so that the layout is known in one place, and pays for a value per packet. Keeps its flyweights
 * between calls, so one thread at a time; the buffers stay the caller's and nothing of them is
 * kept.
 */
public final class PacketCodec {
  private final ConnFlyweight conn = new ConnFlyweight();
  private final ConnAckFlyweight connAck = new ConnAckFlyweight();
  private final SubmitFlyweight submit = new SubmitFlyweight();
  private final SubmitAckFlyweight submitAck = new SubmitAckFlyweight();

  /**
   * Reads one complete frame whose length has been judged.
   *
   * @param buffer holds the frame.
   * @param offset where the frame begins, in bytes.
   * @param length of the frame in bytes, header included.
   * @return its value, with copies of what it holds.
   * @throws ProtocolException if no command has the frame's command byte, or an ack has no result.
   */
  public Packet decode(final DirectBuffer buffer, final int offset, final int length) {
    return switch (CommandId.of(FrameDescriptor.command(buffer, offset))) {
      case CONN -> {
        conn.wrap(buffer, offset, length);
        yield new Packet.Conn(
            conn.id(), bytes(buffer, conn.credentialOffset(), conn.credentialLength()));
      }
      case SUBMIT -> {
        submit.wrap(buffer, offset, length);
        yield new Packet.Submit(
            submit.id(), bytes(buffer, submit.payloadOffset(), submit.payloadLength()));
      }
      case CONN_ACK -> {
        connAck.wrap(buffer, offset, judgeAck(length));
        yield new Packet.ConnAck(connAck.id(), connAck.result());
      }
      case SUBMIT_ACK -> {
        submitAck.wrap(buffer, offset, judgeAck(length));
        yield new Packet.SubmitAck(submitAck.id(), submitAck.result());
      }
    };
  }

  /**
   * Reads one complete frame that came from a client.
   *
   * @param buffer holds the frame.
   * @param offset where the frame begins, in bytes.
   * @param length of the frame in bytes, header included.
   * @return a {@link Packet.Conn} or a {@link Packet.Submit}, with copies of what it holds.
   * @throws ProtocolException if the command is unknown or only servers send it.
   */
  public Packet decodeRequest(final DirectBuffer buffer, final int offset, final int length) {
    if (!CommandId.of(FrameDescriptor.command(buffer, offset)).fromClient()) {
      throw new ProtocolException(ProtocolException.Reason.SERVER_COMMAND);
    }
    return decode(buffer, offset, length);
  }

  /**
   * Writes a packet as one frame.
   *
   * @param packet to write.
   * @param buffer to write into, with room for {@link Packet#frameLength()} bytes.
   * @param offset where the frame begins, in bytes.
   * @return the frame's length in bytes.
   */
  public int encode(final Packet packet, final MutableDirectBuffer buffer, final int offset) {
    return packet.encode(buffer, offset);
  }

  private static int judgeAck(final int length) {
    if (length < FrameDescriptor.ACK_LENGTH) {
      throw new ProtocolException(ProtocolException.Reason.LENGTH_TOO_SMALL);
    } else if (length > FrameDescriptor.ACK_LENGTH) {
      throw new ProtocolException(ProtocolException.Reason.LENGTH_TOO_LARGE);
    }
    return length;
  }

  private static byte[] bytes(final DirectBuffer buffer, final int offset, final int length) {
    final byte[] bytes = new byte[length];
    buffer.getBytes(offset, bytes);
    return bytes;
  }
}
