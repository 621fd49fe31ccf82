package io.framelab.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * All that a server exposes, in the text format of Prometheus. It only reads, and only when
 * somebody scrapes; serving threads never call it. Any thread may call it.
 */
public final class ServerMetrics implements AutoCloseable {
  private static final String ENGINE = "engine";

  private final PrometheusRegistry series = new PrometheusRegistry();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, series, Clock.SYSTEM);
  private final ServerCounters counters;
  private final AllocatedBytes allocated;
  private final LongSupplier lateAnswers;
  private final BooleanSupplier draining;
  private final JvmMeters jvm = new JvmMeters();

  /**
   * Registers every meter.
   *
   * @param counters what the serving threads count.
   * @param labels what runs.
   * @param allocated sampled at each scrape.
   * @param lateAnswers deferrals completed too late or twice; never falls, callable by any thread.
   * @param draining whether the server only finishes what it has; callable by any thread.
   */
  public ServerMetrics(
      final ServerCounters counters,
      final BuildLabels labels,
      final AllocatedBytes allocated,
      final LongSupplier lateAnswers,
      final BooleanSupplier draining) {
    this.counters = counters;
    this.allocated = allocated;
    this.lateAnswers = lateAnswers;
    this.draining = draining;
    registry.config().commonTags(ENGINE, labels.engine());
    for (final ServerCounter counter : ServerCounter.values()) {
      if (counter.meter() != null) {
        registerCounter(counter);
      }
    }
    registerBatch(
        "tcp_server_frames_per_read",
        "Submits per read",
        ServerCounter.REQ_RECV,
        ServerCounter.READS,
        labels);
    registerBatch(
        "tcp_server_frames_per_flush",
        "Acks of Submits per flush",
        ServerCounter.RSP_SEND,
        ServerCounter.FLUSHES,
        labels);
    registerRequestTimes(labels);
    registerConnected();
    for (final ServerGauge gauge : ServerGauge.values()) {
      registerGauge(gauge);
    }
    registerLateAnswers();
    registerDraining();
    registerAllocated("io", AllocatedBytes::ioBytes);
    registerAllocated("other", AllocatedBytes::otherBytes);
    registerBuildInfo(labels);
    jvm.bindTo(registry);
  }

  /**
   * Shows one series more, of a server that has workers. Called once, before anybody scrapes.
   *
   * @param depth how many Submits wait for a worker; callable by any thread.
   */
  public void showWorkerQueue(final IntSupplier depth) {
    Gauge.builder("tcp.server.worker.queue.depth", depth, IntSupplier::getAsInt)
        .description("Submits that wait until a worker takes them")
        .strongReference(true)
        .register(registry);
  }

  /**
   * Reads everything.
   *
   * @return the exposition, of the type that {@link Reply#metrics} gives it.
   */
  public String scrape() {
    allocated.sample();
    return registry.scrape();
  }

  /** Ends what listens to the JVM. The counters stay readable. */
  @Override
  public void close() {
    jvm.close();
    registry.close();
  }

  /** Micrometer holds what it reads weakly, here as below: the fields keep it alive. */
  private void registerCounter(final ServerCounter counter) {
    FunctionCounter.builder(counter.meter(), counters, source -> source.total(counter))
        .tags(
            counter.labelName() == null
                ? Tags.empty()
                : Tags.of(counter.labelName(), counter.labelValue()))
        .description(counter.help())
        .register(registry);
  }

  /** Past Micrometer, which has no summary that is read instead of told. */
  private void registerBatch(
      final String name,
      final String help,
      final ServerCounter sum,
      final ServerCounter count,
      final BuildLabels labels) {
    final Labels engine = Labels.of(ENGINE, labels.engine());
    series.register(
        (Collector)
            () ->
                SummarySnapshot.builder()
                    .name(name)
                    .help(help)
                    .dataPoint(
                        SummarySnapshot.SummaryDataPointSnapshot.builder()
                            .labels(engine)
                            .count(counters.total(count))
                            .sum(counters.total(sum))
                            .build())
                    .build());
  }

  /** Past Micrometer, whose histograms are told each time, and not read. */
  private void registerRequestTimes(final BuildLabels labels) {
    final Labels engine = Labels.of(ENGINE, labels.engine());
    series.register((Collector) () -> requestTimes(engine, counters.requestTimes()));
  }

  private static HistogramSnapshot requestTimes(final Labels engine, final RequestTimes times) {
    return HistogramSnapshot.builder()
        .name("tcp_server_request_duration_seconds")
        .help(
            "From the read that brought a Submit to the flush that handed its ack to the socket; what"
                + " one read brought counts as equally long")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .labels(engine)
                .classicHistogramBuckets(
                    ClassicHistogramBuckets.of(RequestTimes.boundsSeconds(), times.counts()))
                .sum(times.sumNs() / 1e9)
                .build())
        .build();
  }

  private void registerConnected() {
    Gauge.builder("tcp.server.client.connected", counters, ServerCounters::connected)
        .description("Connections open now")
        .register(registry);
  }

  private void registerGauge(final ServerGauge gauge) {
    Gauge.builder(gauge.meter(), counters, source -> source.now(gauge))
        .description(gauge.help())
        .register(registry);
  }

  private void registerLateAnswers() {
    FunctionCounter.builder("tcp.server.late.answers", lateAnswers, LongSupplier::getAsLong)
        .description("Deferrals completed twice, or after their connection had gone")
        .register(registry);
  }

  private void registerDraining() {
    Gauge.builder("tcp.server.draining", draining, source -> source.getAsBoolean() ? 1 : 0)
        .description("1 once the server finishes what it has and accepts no more")
        .register(registry);
  }

  private void registerAllocated(
      final String threads, final ToDoubleFunction<AllocatedBytes> bytes) {
    FunctionCounter.builder("tcp.server.allocated.bytes", allocated, bytes)
        .tags("threads", threads)
        .description("Heap bytes allocated, by the threads that move bytes and by all others")
        .register(registry);
  }

  /** Past Micrometer, which gives a gauge no name that ends in {@code _info}. */
  private void registerBuildInfo(final BuildLabels labels) {
    Info.builder()
        .name("tcp_server_build_info")
        .help("What runs")
        .labelNames("version", "commit", "jdk", ENGINE, "transport", "allocator")
        .register(series)
        .setLabelValues(
            labels.version(),
            labels.commit(),
            labels.jdk(),
            labels.engine(),
            labels.transport(),
            labels.allocator());
  }
}
