package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.framelab.server.core.EngineContext;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the channels of one event loop share. Used by that loop only.
 *
 * @param context of the server.
 * @param counters of the loop.
 * @param deadlines of the loop.
 * @param leftovers of its connections.
 * @param view laid over the bytes of one read after another.
 */
record ChannelLoop(
    EngineContext context,
    CounterShard counters,
    DeadlineWheel deadlines,
    LeftoverMemory leftovers,
    UnsafeBuffer view) {
  static ChannelLoop of(
      final EventExecutor loop, final EngineContext context, final ByteBufAllocator allocator) {
    return new ChannelLoop(
        context,
        context.counters().newShard(),
        DeadlineWheel.of(loop, context.config().limits().timeouts()),
        LeftoverMemory.ofLoop(allocator, context.config().threads().ioThreads()),
        new UnsafeBuffer(0, 0));
  }
}
