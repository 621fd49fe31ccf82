package io.framelab.server.netty;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Lays the codec's views over Netty's buffers. Stateless. */
final class Views {
  private Views() {}

  /**
   * Lays a view over bytes where they lie. It is good for as long as the buffer is not released.
   *
   * @param view to lay.
   * @param bytes stay who they belong to.
   * @param index where the view begins, in bytes.
   * @param length of the view in bytes.
   */
  static void wrap(
      final UnsafeBuffer view, final ByteBuf bytes, final int index, final int length) {
    if (bytes.hasMemoryAddress()) {
      view.wrap(bytes.memoryAddress() + index, length);
    } else {
      // Without Unsafe, Netty's default from JDK 25 on, a buffer may not tell its address.
      final ByteBuffer nio = bytes.internalNioBuffer(index, length);
      view.wrap(nio, nio.position(), length);
    }
  }
}
