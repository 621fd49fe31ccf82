package io.framelab.server.netty;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.util.internal.CleanableDirectBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An allocator without a pool that has no memory once: the n-th time that it is asked from now on,
 * for a new buffer or for more room in one. Its buffers are known to leak detection. Any thread.
 */
final class FailingAllocator extends AbstractByteBufAllocator {
  /** Of the error that it throws. */
  static final String MESSAGE = "no memory, on purpose";

  private static final int NEVER = -1;

  private final AtomicInteger untilFailure = new AtomicInteger(NEVER);

  FailingAllocator() {
    super(true);
  }

  /** The n-th allocation from now on fails, 1 is the next. */
  void failAt(final int n) {
    untilFailure.set(n);
  }

  /** From now on there is memory; false if it was wanting meanwhile. */
  boolean isSpared() {
    return untilFailure.getAndSet(NEVER) > 0;
  }

  @Override
  public boolean isDirectBufferPooled() {
    return false;
  }

  @Override
  protected ByteBuf newHeapBuffer(final int initialCapacity, final int maxCapacity) {
    return toLeakAwareBuffer(
        new UnpooledHeapByteBuf(this, initialCapacity, maxCapacity) {
          @Override
          protected byte[] allocateArray(final int capacity) {
            count();
            return super.allocateArray(capacity);
          }
        });
  }

  @Override
  protected ByteBuf newDirectBuffer(final int initialCapacity, final int maxCapacity) {
    count();
    return toLeakAwareBuffer(
        // It asks for more room when it grows, not at first.
        new UnpooledDirectByteBuf(this, initialCapacity, maxCapacity) {
          @Override
          protected CleanableDirectBuffer allocateDirectBuffer(final int capacity) {
            count();
            return super.allocateDirectBuffer(capacity);
          }
        });
  }

  private void count() {
    if (untilFailure.getAndUpdate(n -> n > 0 ? n - 1 : n) == 1) {
      throw new OutOfMemoryError(MESSAGE);
    }
  }
}
