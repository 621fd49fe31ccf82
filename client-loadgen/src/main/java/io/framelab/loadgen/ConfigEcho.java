package io.framelab.loadgen;

import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.LoadSettings;
import java.util.List;

/** What a result says about the settings that it comes from. Stateless. */
final class ConfigEcho {
  private ConfigEcho() {}

  static LoadResult.Target target(final LoadConfig config) {
    return new LoadResult.Target(config.target().host(), config.target().port());
  }

  static LoadSettings of(final LoadConfig config) {
    return new LoadSettings(
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
        config.intervalNs(),
        List.of(),
        null,
        null);
  }
}
