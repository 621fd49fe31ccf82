package io.framelab.codec;

import java.util.Arrays;
import org.agrona.MutableDirectBuffer;

/**
 * A packet as a value: the readable way to handle the protocol, at the price of objects. Immutable
 * as long as nobody writes to the arrays, which are not copied; any thread may hold it. Sealed,
 * with the way to the wire in every record: a new packet does not compile until it can be written.
 */
public sealed interface Packet {
  /**
   * The id that the sender chose.
   *
   * @return the eight opaque bytes, first byte uppermost.
   */
  long id();

  /**
   * How many bytes {@link #encode} writes.
   *
   * @return the frame's length in bytes, header included.
   */
  int frameLength();

  /**
   * Writes this packet as one frame.
   *
   * @param buffer to write into, with room for {@link #frameLength()} bytes.
   * @param offset where the frame begins, in bytes.
   * @return the frame's length in bytes.
   */
  int encode(MutableDirectBuffer buffer, int offset);

  /**
   * Opens a session.
   *
   * @param id echoed by the ConnAck.
   * @param credential opaque to the protocol, may be empty.
   */
  record Conn(long id, byte[] credential) implements Packet {
    @Override
    public int frameLength() {
      return FrameDescriptor.frameLength(credential.length);
    }

    @Override
    public int encode(final MutableDirectBuffer buffer, final int offset) {
      return ConnFlyweight.encode(buffer, offset, id, credential);
    }

    @Override
    public boolean equals(final Object other) {
      return other instanceof Conn that
          && id == that.id
          && Arrays.equals(credential, that.credential);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(id) * 31 + Arrays.hashCode(credential);
    }
  }

  /**
   * Answers a Conn.
   *
   * @param id of the Conn.
   * @param result a result code, one unsigned byte.
   */
  record ConnAck(long id, int result) implements Packet {
    @Override
    public int frameLength() {
      return FrameDescriptor.ACK_LENGTH;
    }

    @Override
    public int encode(final MutableDirectBuffer buffer, final int offset) {
      return ConnAckFlyweight.encode(buffer, offset, id, result);
    }
  }

  /**
   * Hands a payload to the application.
   *
   * @param id echoed by the SubmitAck.
   * @param payload opaque to the protocol, may be empty.
   */
  record Submit(long id, byte[] payload) implements Packet {
    @Override
    public int frameLength() {
      return FrameDescriptor.frameLength(payload.length);
    }

    @Override
    public int encode(final MutableDirectBuffer buffer, final int offset) {
      return SubmitFlyweight.encode(buffer, offset, id, payload);
    }

    @Override
    public boolean equals(final Object other) {
      return other instanceof Submit that && id == that.id && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(id) * 31 + Arrays.hashCode(payload);
    }
  }

  /**
   * Answers a Submit.
   *
   * @param id of the Submit.
   * @param result a result code, one unsigned byte.
   */
  record SubmitAck(long id, int result) implements Packet {
    @Override
    public int frameLength() {
      return FrameDescriptor.ACK_LENGTH;
    }

    @Override
    public int encode(final MutableDirectBuffer buffer, final int offset) {
      return SubmitAckFlyweight.encode(buffer, offset, id, result);
    }
  }
}
