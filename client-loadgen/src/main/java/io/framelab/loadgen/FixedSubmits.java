package io.framelab.loadgen;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.SubmitFlyweight;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Submits of one size. Their payloads stand in the send buffer for good; only the headers are
 * written anew.
 *
 * <pre>
 *   | header | payload | header | payload | header | payload | ...
 *     id n               id n+1             id n+2                  n: the first Submit not wholly written
 * </pre>
 */
final class FixedSubmits implements SubmitStream {
  private final int frameBytes;
  private final int slots;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(SEND_BUFFER_BYTES);
  private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

  FixedSubmits(final int payloadBytes) {
    this.frameBytes = FrameDescriptor.frameLength(payloadBytes);
    this.slots = SEND_BUFFER_BYTES / frameBytes;
    buffer.setMemory(0, SEND_BUFFER_BYTES, PAYLOAD_BYTE);
    for (int slot = 0; slot < slots; slot++) {
      SubmitFlyweight.encodeHeader(buffer, slot * frameBytes, 0, payloadBytes);
    }
  }

  /** Whether at least two such Submits fit into the send buffer. */
  static boolean fits(final int payloadBytes) {
    return FrameDescriptor.frameLength(payloadBytes) <= SEND_BUFFER_BYTES / 2;
  }

  @Override
  public ByteBuffer render(final LoadConnection connection, final long submits) {
    final int count = (int) Math.min(submits, slots);
    final int length = count * frameBytes;
    final UnsafeBuffer target = buffer;
    long id = connection.id(connection.sent);
    for (int offset = 0; offset < length; offset += frameBytes) {
      SubmitFlyweight.putId(target, offset, id++);
    }
    return bytes.limit(length).position(connection.frameOffset);
  }

  @Override
  public void advance(final LoadConnection connection, final int writtenBytes) {
    final int total = connection.frameOffset + writtenBytes;
    connection.sent += total / frameBytes;
    connection.frameOffset = total % frameBytes;
  }
}
