package io.framelab.loadgen;

import io.framelab.cli.Endpoint;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.metrics.HttpEndpoint;
import io.framelab.metrics.LoadMetrics;
import io.framelab.metrics.Reply;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Map;

/** What Prometheus sees of a run while it lasts, if anything. */
final class MetricsPort implements AutoCloseable {
  private final LoadMetrics metrics;
  private final HttpEndpoint http;
  private final TimesSink times;

  private MetricsPort(final LoadMetrics metrics, final HttpEndpoint http, final TimesSink times) {
    this.metrics = metrics;
    this.times = times;
    this.http = http;
  }

  /** Opens the port, unless it is to stay closed. */
  static MetricsPort open(final Endpoint endpoint, final LoadRig rig, final boolean openLoop) {
    if (endpoint.isOff()) {
      return new MetricsPort(null, null, TimesSink.NONE);
    }
    final LoadMetrics metrics = new LoadMetrics(rig::sent, rig::acked);
    final LiveTimes times = new LiveTimes(openLoop);
    times.showIn(metrics);
    try {
      final InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
      return new MetricsPort(
          metrics,
          HttpEndpoint.start(address, Map.of("/metrics", () -> Reply.metrics(metrics.scrape()))),
          times);
    } catch (final IOException e) {
      metrics.close();
      throw new RunFailure(ExitCode.FAILED, e.getMessage(), e);
    }
  }

  /** Wants the times of the run; from the rig's thread. */
  TimesSink times() {
    return times;
  }

  /** Says where it is, which a user of port 0 cannot know. */
  void announce(final PrintStream out) {
    if (http != null) {
      out.println("metrics on port " + http.address().getPort() + ", path /metrics");
    }
  }

  @Override
  public void close() {
    if (http != null) {
      http.close();
      metrics.close();
    }
  }
}
