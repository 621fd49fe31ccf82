package io.framelab.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a load generator exposes, in the text format of Prometheus. It only reads, and only when
 * somebody scrapes. Any thread may call it.
 */
public final class LoadMetrics implements AutoCloseable {
  private static final String LATENCY = "tcp_load_latency_seconds";
  private static final String LATENCY_HELP =
      "From the send of a Submit to its ack, in the measured window, by the intended (response) and"
          + " the actual send (service)";
  private static final String LAG = "tcp_load_schedule_lag_seconds";
  private static final String LAG_HELP =
      "From the intended send of a Submit to the actual one, where only the generator held it up";

  private final PrometheusRegistry series = new PrometheusRegistry();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, series, Clock.SYSTEM);
  private final LongSupplier sent;
  private final LongSupplier acked;

  /**
   * Registers both counters.
   *
   * @param sent Submits written so far; never falls, callable by any thread.
   * @param acked Submits whose ack was verified; never falls, callable by any thread.
   */
  public LoadMetrics(final LongSupplier sent, final LongSupplier acked) {
    this.sent = sent;
    this.acked = acked;
    register("tcp.load.sent", this.sent, "Submits sent");
    register("tcp.load.acked", this.acked, "Submits whose ack came and was verified");
  }

  /**
   * Shows the times of a closed loop, which has no intended send times.
   *
   * @param service from the actual send to the ack.
   */
  public void showTimes(final LoadTimes service) {
    series.register((Collector) () -> histogram(LATENCY, LATENCY_HELP, clock("service", service)));
  }

  /**
   * Shows the times of an open loop.
   *
   * @param response from the intended send to the ack.
   * @param service from the actual send to the ack.
   * @param lag from the intended send to the actual one.
   */
  public void showTimes(final LoadTimes response, final LoadTimes service, final LoadTimes lag) {
    series.register(
        (Collector)
            () ->
                histogram(
                    LATENCY, LATENCY_HELP, clock("response", response), clock("service", service)));
    series.register((Collector) () -> histogram(LAG, LAG_HELP, point(Labels.EMPTY, lag)));
  }

  private static HistogramDataPointSnapshot clock(final String name, final LoadTimes times) {
    return point(Labels.of("clock", name), times);
  }

  private static HistogramDataPointSnapshot point(final Labels labels, final LoadTimes times) {
    final RequestTimes total = times.total();
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(
            ClassicHistogramBuckets.of(RequestTimes.boundsSeconds(), total.counts()))
        .sum(total.sumNs() / 1e9)
        .build();
  }

  private static HistogramSnapshot histogram(
      final String name, final String help, final HistogramDataPointSnapshot... points) {
    return new HistogramSnapshot(new MetricMetadata(name, help), List.of(points));
  }

  /**
   * Reads everything.
   *
   * @return the exposition, of the type that {@link Reply#metrics} gives it.
   */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }

  /** The fields keep the suppliers alive: Micrometer holds what it reads weakly. */
  private void register(final String meter, final LongSupplier count, final String help) {
    FunctionCounter.builder(meter, count, LongSupplier::getAsLong)
        .description(help)
        .register(registry);
  }
}
