package io.framelab.server.admin;

import io.framelab.metrics.BuildLabels;
import io.framelab.metrics.HttpEndpoint;
import io.framelab.metrics.Reply;
import io.framelab.metrics.ServerMetrics;
import io.framelab.server.core.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * What people and tools see of a running server, on a port of its own and on threads of its own.
 * Any thread may call it. It outlives the server's drain, so that the drain can be watched, and is
 * closed after it.
 *
 * <pre>
 *   /metrics   all series, for Prometheus
 *   /livez     200 while the process lives
 *   /readyz    200 ready, or 503 draining
 *   /          links to the others
 * </pre>
 */
public final class AdminServer implements AutoCloseable {
  private final ServerMetrics metrics;
  private final HttpEndpoint endpoint;

  private AdminServer(final ServerMetrics metrics, final HttpEndpoint endpoint) {
    this.metrics = metrics;
    this.endpoint = endpoint;
  }

  /**
   * Begins to answer.
   *
   * @param address where to listen; port 0 takes a free one.
   * @param server that is shown; stays the caller's.
   * @param version of the jar.
   * @param commit that the jar was built from.
   * @return the running admin server; the caller closes it.
   * @throws IOException if it cannot listen there; the message says where and why.
   */
  public static AdminServer start(
      final InetSocketAddress address,
      final Server server,
      final String version,
      final String commit)
      throws IOException {
    final BuildLabels labels =
        new BuildLabels(
            version,
            commit,
            Runtime.version().toString(),
            server.config().engine().engineName(),
            server.transport(),
            server.allocator());
    final ServerMetrics metrics =
        new ServerMetrics(
            server.counters(), labels, server.allocated(), server::lateAnswers, server::isDraining);
    if (server.config().workers().areOn()) {
      metrics.showWorkerQueue(server::workerQueueDepth);
    }
    try {
      return new AdminServer(metrics, listen(address, server, metrics, labels));
    } catch (final IOException e) {
      metrics.close();
      throw e;
    }
  }

  private static HttpEndpoint listen(
      final InetSocketAddress address,
      final Server server,
      final ServerMetrics metrics,
      final BuildLabels labels)
      throws IOException {
    final Reply index = Reply.html(IndexPage.of(labels));
    return HttpEndpoint.start(
        address,
        Map.of(
            "/", () -> index,
            "/metrics", () -> Reply.metrics(metrics.scrape()),
            "/livez", () -> Reply.text(200, "alive"),
            "/readyz", () -> readiness(server)));
  }

  /**
   * Where it listens.
   *
   * @return the address with the port that was really taken.
   */
  public InetSocketAddress address() {
    return endpoint.address();
  }

  @Override
  public void close() {
    endpoint.close();
    metrics.close();
  }

  private static Reply readiness(final Server server) {
    return server.isDraining() ? Reply.text(503, "draining") : Reply.text(200, "ready");
  }
}
