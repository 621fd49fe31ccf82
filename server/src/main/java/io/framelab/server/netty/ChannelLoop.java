package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.framelab.server.core.EngineContext;
import io.netty.util.concurrent.EventExecutor;

/**
 * What the channels of one event loop share. Used by that loop only.
 *
 * @param context of the server.
 * @param counters of the loop.
 * @param deadlines of the loop.
 */
record ChannelLoop(EngineContext context, CounterShard counters, DeadlineWheel deadlines) {
  static ChannelLoop of(final EventExecutor loop, final EngineContext context) {
    return new ChannelLoop(
        context,
        context.counters().newShard(),
        new DeadlineWheel(loop, context.config().limits().timeouts(), System::nanoTime));
  }
}
