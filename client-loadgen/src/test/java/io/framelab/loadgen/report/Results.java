package io.framelab.loadgen.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framelab.loadgen.stats.Goal;
import io.framelab.loadgen.stats.Interval;
import io.framelab.loadgen.stats.Round;
import io.framelab.loadgen.stats.Side;
import io.framelab.loadgen.stats.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A load's result with figures that never change. */
final class Results {
  private Results() {}

  static ServerSide serverSide() {
    return new ServerSide(
        "http://127.0.0.1:8889/metrics",
        100L,
        null,
        100,
        100,
        new ServerSide.Buckets(
            100,
            70_000L,
            50_000L,
            100_000L,
            100_000L,
            null,
            List.of(
                new ServerSide.Bucket(50_000L, 60),
                new ServerSide.Bucket(100_000L, 39),
                new ServerSide.Bucket(null, 1))));
  }

  static String load(final String note) {
    return JsonReport.of(result(1, note));
  }

  static LoadResult result(final long cpuNs) {
    return result(cpuNs, "a note");
  }

  private static LoadResult result(final long cpuNs, final String note) {
    final Histogram histogram = new Histogram(3);
    histogram.recordValueWithCount(1_500_000, 99);
    histogram.recordValueWithCount(9_000_000, 1);
    final Map<String, Long> results = new LinkedHashMap<>();
    List.of("ok", "busy", "rejected", "unauthenticated", "failed")
        .forEach(result -> results.put(result, result.equals("ok") ? 100L : 0L));
    return new LoadResult(
        LoadResult.SCHEMA_VERSION,
        new LoadResult.Tool("framelab-loadgen", "1", "abc"),
        new LoadResult.Env("Linux", "6", "cpu", 2, "17", List.of()),
        "2026-01-01T00:00:00Z",
        new LoadResult.Target("::1", 8888),
        new LoadSettings(
            3,
            1,
            16,
            null,
            null,
            2_000_000_000L,
            0,
            0,
            "18",
            1,
            5_000_000_000L,
            1_000_000,
            List.of(),
            null,
            null),
        new LoadResult.Timing(0, 2_000_000_000L),
        new LoadResult.Throughput(null, 50, 50, 0, 0, 1_400, 3_100),
        new LoadResult.LatencyNs(null, Spectrum.of(histogram)),
        new LoadResult.Verify(100, 100, 0, 0, 0, 0, results),
        new LoadResult.Errors(0, 0, 0, 0),
        new LoadResult.Generator(cpuNs, 0, null, null, 0, 0),
        null,
        List.of(new LoadResult.Interval(1, 1, 50, 50, 0, 1L, 2L, 3L, null)),
        List.of(),
        true,
        List.of(),
        List.of(note));
  }

  /** Two rounds in which B needs nine tenths of what A needs, once with slices and once without. */
  static String compare() throws JsonProcessingException {
    final Interval effect = Interval.ofMean(Math.log(0.9), Math.log(0.91));
    return new ObjectMapper()
        .writeValueAsString(
            new CompareResult(
                CompareResult.SCHEMA_VERSION,
                CompareResult.KIND,
                new LoadResult.Tool("framelab-compare", "1", "abc"),
                new LoadResult.Env("Linux", "6", "cpu", 2, "17", List.of()),
                "2026-01-01T00:00:00Z",
                new CompareResult.Config(2, 2, 0, 500_000_000, 10, 100, "18"),
                List.of(
                    new CompareResult.Server(
                        "old", List.of("run", "{port}"), null, null, List.of())),
                List.of("a note"),
                List.of(
                    Comparison.ofSlices(
                        "new / old",
                        "old",
                        "new",
                        "a change",
                        new Comparison.Shape(10, 100, "18"),
                        List.of(round(100), round(110))),
                    Comparison.ofFigures("f", "old", "new", "score", effect, null, Goal.SMALLER))));
  }

  private static Round round(final int costNs) {
    final List<Slice> slices = new ArrayList<>();
    for (int turn = 0; turn < 2; turn++) {
      slices.add(slice(Side.A, costNs + turn));
      slices.add(slice(Side.B, costNs * 9 / 10));
      slices.add(slice(Side.CONTROL, costNs - turn));
    }
    return new Round("2026-01-01T00:00:00Z", 0.001, slices);
  }

  private static Slice slice(final Side side, final long costNs) {
    return new Slice(side, "2026-01-01T00:00:00Z", 500_000_000, 1_000, costNs * 1_000, null, null);
  }
}
