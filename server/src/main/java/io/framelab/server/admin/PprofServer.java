package io.framelab.server.admin;

import io.framelab.profiling.ProfileDesk;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Profiles of this process over HTTP, at the paths and in the format of Go's net/http/pprof, so
 * that {@code go tool pprof} reads them. On a port of its own, since whoever may scrape need not be
 * allowed to profile. Any thread may call it; before the first request it costs one thread that
 * waits.
 */
public final class PprofServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PprofServer.class);

  private final WatchedEndpoint endpoint;

  private PprofServer(final WatchedEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Begins to answer, and warns if that is not to this machine only.
   *
   * @param address where to listen; port 0 takes a free one.
   * @param desk that records; stays the caller's, who closes it later than this.
   * @return the running server; the caller closes it.
   * @throws IOException if it cannot listen there; the message says where and why.
   */
  public static PprofServer start(final InetSocketAddress address, final ProfileDesk desk)
      throws IOException {
    final WatchedEndpoint endpoint = WatchedEndpoint.start(address, new PprofRoutes(desk));
    if (!address.getAddress().isLoopbackAddress()) {
      LOG.warn(
          "profiles are open to everybody who reaches {}:{}",
          address.getHostString(),
          endpoint.address().getPort());
    }
    return new PprofServer(endpoint);
  }

  /**
   * Where it listens.
   *
   * @return the address with the port that was really taken.
   */
  public InetSocketAddress address() {
    return endpoint.address();
  }

  /** Breaks off recordings that run. */
  @Override
  public void close() {
    endpoint.close();
  }
}
