package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounters;
import io.netty.util.concurrent.FastThreadLocal;

/** The counters of the calling event loop, for the connections that it owns. */
final class LoopCounters extends FastThreadLocal<CounterShard> {
  private final ServerCounters counters;

  LoopCounters(final ServerCounters counters) {
    this.counters = counters;
  }

  @Override
  protected CounterShard initialValue() {
    return counters.newShard();
  }

  @Override
  protected void onRemoval(final CounterShard shard) {
    counters.retire(shard);
  }
}
