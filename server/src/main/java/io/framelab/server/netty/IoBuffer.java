package io.framelab.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory outside the heap that a socket reads into or writes from, with the codec's view of it. May
 * be given back and asked for again. Used by one loop only.
 */
final class IoBuffer {
  private static final DirectBuffer NOTHING = new UnsafeBuffer(0, 0);

  private final UnsafeBuffer view = new UnsafeBuffer(NOTHING);
  private final ByteBufAllocator allocator;
  private final int capacity;
  private ByteBuf bytes;

  IoBuffer(final ByteBufAllocator allocator, final int capacity) {
    this.allocator = allocator;
    this.capacity = capacity;
  }

  /** There is memory when this returns; an error of want of memory if there is none to be had. */
  void acquire() {
    if (bytes == null) {
      bytes = allocator.directBuffer(capacity, capacity);
      Views.wrap(view, bytes, 0, capacity);
    }
  }

  void release() {
    if (bytes != null) {
      view.wrap(NOTHING);
      bytes.release();
      bytes = null;
    }
  }

  UnsafeBuffer view() {
    return view;
  }

  /** In bytes. */
  int capacity() {
    return capacity;
  }

  /** For Netty's native library. */
  long address() {
    return view.addressOffset();
  }

  /** For the JDK's channels. */
  ByteBuffer nio(final int offset, final int length) {
    return bytes.internalNioBuffer(offset, length);
  }
}
