package io.framelab.server.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.internal.PlatformDependent;

/**
 * The memory outside the heap for what connections keep between two reads: the beginnings of
 * frames, and acks that wait. Bounded for all connections of a loop together, since the JVM must
 * never come to its own bound: there it collects and sleeps for half a second before it refuses,
 * with the loop waiting, and for each connection that asks. Used by that loop only.
 */
final class LeftoverMemory {
  /**
   * Frames that begin at the end of a read are as a rule short, and well-behaved peers have them:
   * some memory is for those alone, whatever the others have taken.
   */
  private static final int SHORT_BYTES = 1024;

  private static final int SHORT_SHARE = 8;

  private final ByteBufAllocator allocator;
  private final long forShortBytes;
  private long freeBytes;

  LeftoverMemory(final ByteBufAllocator allocator, final long bytes) {
    this.allocator = allocator;
    this.freeBytes = bytes;
    this.forShortBytes = bytes / SHORT_SHARE;
  }

  /**
   * Half of what the JVM may take outside the heap, shared by the loops: the allocator rounds up,
   * keeps some ready, and a transport has buffers of its own.
   */
  static LeftoverMemory ofLoop(final ByteBufAllocator allocator, final int loops) {
    return new LeftoverMemory(allocator, PlatformDependent.estimateMaxDirectMemory() / 2 / loops);
  }

  ByteBufAllocator allocator() {
    return allocator;
  }

  /**
   * Before so many bytes are asked of the allocator.
   *
   * @throws NoRoomException if other connections have all that there is.
   */
  void reserve(final int bytes) {
    if (bytes > (bytes <= SHORT_BYTES ? freeBytes : freeBytes - forShortBytes)) {
      throw new NoRoomException();
    }
    freeBytes -= bytes;
  }

  /** So many bytes were released. */
  void free(final int bytes) {
    freeBytes += bytes;
  }

  /** A connection must end, because others keep all the memory that there is for leftovers. */
  static final class NoRoomException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private NoRoomException() {
      super(
          "no memory is left for frames that arrive in pieces and acks that wait",
          null,
          false,
          false);
    }
  }
}
