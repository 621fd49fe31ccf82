package io.framelab.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.LongSupplier;

/**
 * What a load generator exposes, in the text format of Prometheus. It only reads, and only when
 * somebody scrapes. Any thread may call it.
 */
public final class LoadMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
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
