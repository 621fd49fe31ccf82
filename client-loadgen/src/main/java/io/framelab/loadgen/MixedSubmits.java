package io.framelab.loadgen;

import static io.framelab.codec.FrameDescriptor.BODY_OFFSET;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.SubmitFlyweight;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Submits of many sizes, or of one that does not fit the send buffer. The room of one header before
 * the first byte takes what was written of a header before, so that a Submit resumes anywhere
 * without a special way to encode it.
 *
 * <pre>
 *   | header room |                               a Submit whose header was written up to its 5th byte:
 *   | ....HHHHH   | HHHHHHHH | payload | header   the header begins 5 bytes before the room's end
 *                 first byte that is written
 * </pre>
 */
final class MixedSubmits implements SubmitStream {
  private static final int START = BODY_OFFSET;

  private final SizeTable sizes;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(START + SEND_BUFFER_BYTES);
  private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

  MixedSubmits(final SizeTable sizes) {
    this.sizes = sizes;
  }

  @Override
  public ByteBuffer render(final LoadConnection connection, final long submits) {
    final int capacity = buffer.capacity();
    long sequence = connection.sent;
    final long end = sequence + Math.min(submits, SEND_BUFFER_BYTES);
    int skipped = connection.frameOffset;
    int at = START - Math.min(skipped, BODY_OFFSET);
    while (sequence < end && at + BODY_OFFSET <= capacity) {
      final int payloadBytes = sizes.payloadBytes(connection.number, sequence);
      SubmitFlyweight.encodeHeader(buffer, at, connection.id(sequence), payloadBytes);
      at += BODY_OFFSET;
      final int missing = payloadBytes - Math.max(skipped - BODY_OFFSET, 0);
      final int length = Math.min(missing, capacity - at);
      buffer.setMemory(at, length, PAYLOAD_BYTE);
      at += length;
      skipped = 0;
      sequence++;
    }
    return bytes.limit(at).position(START);
  }

  @Override
  public void advance(final LoadConnection connection, final int writtenBytes) {
    long total = (long) connection.frameOffset + writtenBytes;
    long sequence = connection.sent;
    for (; ; sequence++) {
      final int frameBytes =
          FrameDescriptor.frameLength(sizes.payloadBytes(connection.number, sequence));
      if (total < frameBytes) {
        break;
      }
      total -= frameBytes;
    }
    connection.sent = sequence;
    connection.frameOffset = (int) total;
  }
}
