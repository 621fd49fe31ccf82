package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Rejects what did not arrive as it was sent: a payload says its own checksum, in which the id has
 * a part.
 */
public final class ChecksumHandler implements SubmitHandler {
  /** Made for the server, which makes one. */
  public ChecksumHandler() {}

  @Override
  public int onSubmit(final Submission submission) {
    final ByteBuffer payload = ByteBuffer.wrap(submission.copyPayload());
    if (payload.remaining() < Integer.BYTES) {
      return payload.hasRemaining() ? ResultCode.REJECTED : ResultCode.OK;
    }
    final int said = payload.getInt();
    return said == checksum(submission.id(), payload) ? ResultCode.OK : ResultCode.REJECTED;
  }

  /** A payload of that length, 0 or at least 4, that this handler accepts. */
  static byte[] payload(final long id, final byte[] filling, final int length) {
    final ByteBuffer payload = ByteBuffer.allocate(length);
    if (length > 0) {
      payload.position(Integer.BYTES);
      payload.put(filling, 0, payload.remaining());
      payload.position(Integer.BYTES);
      payload.putInt(0, checksum(id, payload));
    }
    return payload.array();
  }

  private static int checksum(final long id, final ByteBuffer bytes) {
    final CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, id));
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
