package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.SessionOwner;
import io.netty.util.concurrent.FastThreadLocal;

/** What one event loop owns and its connections share. Used by that loop only. */
final class Loop {
  private final CounterShard counters;
  private final SessionOwner owner;

  Loop(final EngineContext context) {
    this.counters = context.counters().newShard();
    this.owner = context.newOwner(counters);
  }

  CounterShard counters() {
    return counters;
  }

  SessionOwner owner() {
    return owner;
  }

  /** Finds the loop of the calling thread. */
  static final class Local extends FastThreadLocal<Loop> {
    private final EngineContext context;

    Local(final EngineContext context) {
      this.context = context;
    }

    @Override
    protected Loop initialValue() {
      return new Loop(context);
    }

    @Override
    protected void onRemoval(final Loop loop) {
      context.counters().retire(loop.counters);
    }
  }
}
