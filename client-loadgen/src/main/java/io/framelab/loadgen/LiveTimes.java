package io.framelab.loadgen;

import io.framelab.metrics.LoadMetrics;
import io.framelab.metrics.LoadTimes;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Folds the times of the measured window into what scrapers see, interval by interval: no load
 * thread knows of it. The rig's thread folds, others scrape.
 */
final class LiveTimes implements TimesSink {
  private final LoadTimes service = new LoadTimes();
  private final LoadTimes response;
  private final LoadTimes lag;

  LiveTimes(final boolean openLoop) {
    response = openLoop ? new LoadTimes() : null;
    lag = openLoop ? new LoadTimes() : null;
  }

  void showIn(final LoadMetrics metrics) {
    if (response == null) {
      metrics.showTimes(service);
    } else {
      metrics.showTimes(response, service, lag);
    }
  }

  @Override
  public void begin(final long epochMs) {
    // Nothing to say before the first interval.
  }

  @Override
  public void interval(final long fromNs, final long toNs, final Times times) {
    fold(times.service, service);
    if (response != null) {
      fold(times.response, response);
      fold(times.lag, lag);
    }
  }

  /** By the low end of what a histogram cannot tell apart: a time on a bound is in its bucket. */
  private static void fold(final Histogram histogram, final LoadTimes into) {
    for (final HistogramIterationValue value : histogram.recordedValues()) {
      into.add(
          histogram.lowestEquivalentValue(value.getValueIteratedTo()),
          value.getCountAtValueIteratedTo());
    }
  }
}
