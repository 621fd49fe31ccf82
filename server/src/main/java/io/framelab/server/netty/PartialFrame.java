package io.framelab.server.netty;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.FrameHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The beginning of a frame whose end has not arrived: all that a connection keeps between reads.
 * One per connection, called by its event loop.
 *
 * <pre>
 *   read 1  | frame | frame | fra|          the last three bytes are kept
 *   read 2  |me | frame | frame |           what the frame lacks is joined to them, the rest is decoded in place
 * </pre>
 *
 * <p>Each byte of a split frame is copied once or, while its buffer grows, a few times: the work is
 * linear however small the pieces are. The buffer grows with what arrives, not with what the length
 * field promises.
 */
final class PartialFrame {
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private final FrameDecoder decoder;
  private final ByteBufAllocator allocator;
  private ByteBuf kept;

  PartialFrame(final FrameDecoder decoder, final ByteBufAllocator allocator) {
    this.decoder = decoder;
    this.allocator = allocator;
  }

  boolean isEmpty() {
    return kept == null;
  }

  /** Keeps what is readable; nothing is kept already. The bytes stay the caller's. */
  void keep(final ByteBuf rest) {
    final int length = rest.readableBytes();
    kept = allocator.directBuffer(length, decoder.maxFrameLength());
    kept.writeBytes(rest, length);
  }

  /**
   * Takes what the frame lacks from the front of a read and, if that completes it, hands it over.
   *
   * @param read its reader index moves behind what was taken.
   * @param handler gets the frame.
   * @throws io.framelab.codec.ProtocolException if the frame breaks the protocol.
   */
  void complete(final ByteBuf read, final FrameHandler handler) {
    if (!take(read, FrameDescriptor.LENGTH_BYTES)) {
      return;
    }
    Views.wrap(view, kept, 0, FrameDescriptor.LENGTH_BYTES);
    final int frameLength = decoder.judge(FrameDescriptor.frameLength(view, 0));
    if (take(read, frameLength)) {
      Views.wrap(view, kept, 0, frameLength);
      try {
        handler.onFrame(view, 0, frameLength);
      } finally {
        release();
      }
    }
  }

  /** Forgets what is kept. */
  void release() {
    if (kept != null) {
      kept.release();
      kept = null;
    }
  }

  /** Takes bytes until so many are kept; false if the read ends first. */
  private boolean take(final ByteBuf read, final int length) {
    final int missing = length - kept.readableBytes();
    if (missing > 0) {
      kept.writeBytes(read, Math.min(missing, read.readableBytes()));
    }
    return kept.readableBytes() >= length;
  }
}
