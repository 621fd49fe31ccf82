package io.framelab.loadgen;

import io.framelab.loadgen.report.LoadResult;

/** What a result says about the settings that it comes from. Stateless. */
final class ConfigEcho {
  private ConfigEcho() {}

  static LoadResult.Target target(final LoadConfig config) {
    return new LoadResult.Target(config.target().host(), config.target().port());
  }

  static LoadResult.Config of(final LoadConfig config) {
    return new LoadResult.Config(
        config.connections(),
        config.threads(),
        config.window(),
        config.isOpenLoop() ? config.rate().perSec() : null,
        config.isOpenLoop() ? config.rate().arrival().toString() : null,
        config.requests() > 0 ? 0 : config.durationNs(),
        config.requests(),
        config.warmupNs(),
        config.payload().toString(),
        config.seed(),
        config.timeoutNs(),
        config.intervalNs());
  }
}
