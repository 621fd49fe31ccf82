package io.framelab.loadgen;

import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.Spectrum;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The result of a run that got no connection, for programs that wait for one. Stateless. */
final class FailedStart {
  private FailedStart() {}

  /** Nothing was sent; the first connection that could not be had ended it. */
  static LoadResult result(final LoadConfig config, final Instant startedAt, final String reason) {
    final boolean open = config.isOpenLoop();
    final Spectrum none = Spectrum.of(new Histogram(1, Times.MAX_NS, 3));
    final Map<String, Long> results = new LinkedHashMap<>();
    for (final AckResult result : AckResult.values()) {
      results.put(result.label(), 0L);
    }
    return new LoadResult(
        LoadResult.SCHEMA_VERSION,
        Environment.tool(),
        Environment.env(),
        startedAt.toString(),
        ConfigEcho.target(config),
        ConfigEcho.of(config),
        new LoadResult.Timing(0, 0),
        new LoadResult.Throughput(open ? (double) config.rate().perSec() : null, 0, 0, 0, 0, 0, 0),
        new LoadResult.LatencyNs(open ? none : null, none),
        new LoadResult.Verify(0, 0, 0, 0, 0, 0, results),
        new LoadResult.Errors(1, 0, 0, 0),
        new LoadResult.Generator(
            0, 0, open ? new LoadResult.Lag(0, 0) : null, open ? 0L : null, 0, 0),
        null,
        List.of(),
        List.of(),
        false,
        List.of(reason),
        List.of());
  }
}
