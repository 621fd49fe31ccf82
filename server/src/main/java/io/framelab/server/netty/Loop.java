package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounters;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * What one event loop owns and its connections share: the counters, and in {@code owned} the
 * buffers. Used by that loop only.
 */
final class Loop {
  private final CounterShard counters;
  private final ByteBufAllocator allocator;
  private LoopBuffers buffers;

  private Loop(final CounterShard counters, final ByteBufAllocator allocator) {
    this.counters = counters;
    this.allocator = allocator;
  }

  CounterShard counters() {
    return counters;
  }

  /** Made when the first connection of an engine asks that has a use for them. */
  LoopBuffers buffers() {
    if (buffers == null) {
      buffers = new LoopBuffers(allocator);
    }
    return buffers;
  }

  /** Finds the loop of the calling thread. */
  static final class Local extends FastThreadLocal<Loop> {
    private final ServerCounters counters;
    private final ByteBufAllocator allocator;

    Local(final ServerCounters counters, final ByteBufAllocator allocator) {
      this.counters = counters;
      this.allocator = allocator;
    }

    @Override
    protected Loop initialValue() {
      return new Loop(counters.newShard(), allocator);
    }

    @Override
    protected void onRemoval(final Loop loop) {
      counters.retire(loop.counters);
      if (loop.buffers != null) {
        loop.buffers.release();
      }
    }
  }
}
