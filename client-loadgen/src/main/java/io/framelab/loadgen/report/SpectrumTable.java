package io.framelab.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** The whole spectrum of a distribution: finer and finer steps towards the maximum. Stateless. */
final class SpectrumTable {
  /** Steps per halving of the distance to 100 %: enough for a curve, few enough for a screen. */
  private static final int STEPS_PER_HALVING = 2;

  private SpectrumTable() {}

  static List<String> of(final String clock, final Spectrum spectrum) {
    final List<String> lines = new ArrayList<>();
    lines.add(Words.text("%12s  %12s  %15s", "percentile", clock, "acks up to it"));
    final Histogram histogram = spectrum.histogram();
    if (histogram.getTotalCount() == 0) {
      return lines;
    }
    for (final HistogramIterationValue value : histogram.percentiles(STEPS_PER_HALVING)) {
      lines.add(
          Words.text(
              "%12.6f  %12s  %15s",
              value.getPercentile(),
              Words.time(value.getValueIteratedTo()),
              Words.count(value.getTotalCountToThisValue())));
    }
    return lines;
  }
}
