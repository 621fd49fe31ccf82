package io.framelab.server.netty;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.FrameHandler;
import io.netty.buffer.ByteBuf;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The beginning of a frame whose end has not arrived: all that a connection keeps between reads.
 * Called by the connection's event loop.
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
  private static final DirectBuffer NOTHING = new UnsafeBuffer(0, 0);

  private final UnsafeBuffer view = new UnsafeBuffer(NOTHING);
  private final FrameDecoder decoder;
  private final LeftoverMemory memory;
  private ByteBuf kept;
  private int length;

  /** When its first byte came, in ticks of the loop's {@link DeadlineWheel}. */
  private long since;

  PartialFrame(final FrameDecoder decoder, final LeftoverMemory memory) {
    this.decoder = decoder;
    this.memory = memory;
  }

  boolean isEmpty() {
    return kept == null;
  }

  /** When its first byte came, in ticks. */
  long since() {
    return since;
  }

  /** Counts from that tick on. */
  void since(final long tick) {
    since = tick;
  }

  /** Keeps bytes; nothing is kept already. They stay the caller's. */
  void keep(final DirectBuffer read, final int offset, final int count) {
    memory.reserve(count);
    try {
      kept = memory.allocator().directBuffer(count, decoder.maxFrameLength());
    } finally {
      if (kept == null) {
        memory.free(count);
      }
    }
    Views.wrap(view, kept, 0, count);
    length = 0;
    append(read, offset, count);
  }

  /**
   * Takes what the frame lacks from the front of a read and, if that completes it, hands it over.
   *
   * @param read the bytes; stay the caller's.
   * @param offset where the read begins, in bytes.
   * @param count how many bytes it has.
   * @param handler gets the frame.
   * @return how many bytes were taken.
   * @throws io.framelab.codec.ProtocolException if the frame breaks the protocol.
   */
  int complete(
      final DirectBuffer read, final int offset, final int count, final FrameHandler handler) {
    int taken = take(FrameDescriptor.LENGTH_BYTES, read, offset, count);
    if (length < FrameDescriptor.LENGTH_BYTES) {
      return taken;
    }
    final int frameLength = decoder.judge(FrameDescriptor.frameLength(view, 0));
    taken += take(frameLength, read, offset + taken, count - taken);
    if (length == frameLength) {
      try {
        handler.onFrame(view, 0, frameLength);
      } finally {
        release();
      }
    }
    return taken;
  }

  /** Forgets what is kept. */
  void release() {
    if (kept != null) {
      memory.free(view.capacity());
      view.wrap(NOTHING);
      kept.release();
      kept = null;
    }
  }

  /** Takes bytes until so many are kept, or the read ends; returns how many. */
  private int take(final int wanted, final DirectBuffer read, final int offset, final int count) {
    final int taken = Math.min(count, Math.max(0, wanted - length));
    append(read, offset, taken);
    return taken;
  }

  private void append(final DirectBuffer read, final int offset, final int count) {
    if (view.capacity() < length + count) {
      final int doubled = Math.min(2 * view.capacity(), decoder.maxFrameLength());
      grow(Math.max(doubled, length + count));
    }
    view.putBytes(length, read, offset, count);
    length += count;
  }

  private void grow(final int capacity) {
    final int more = capacity - view.capacity();
    memory.reserve(more);
    try {
      kept.capacity(capacity);
    } catch (final RuntimeException | Error e) {
      memory.free(more);
      throw e;
    }
    Views.wrap(view, kept, 0, capacity);
  }
}
