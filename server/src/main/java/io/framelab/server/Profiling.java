package io.framelab.server;

import io.framelab.cli.Endpoint;
import io.framelab.profiling.ProfileDesk;
import io.framelab.server.admin.PprofServer;
import io.framelab.server.core.Server;
import io.framelab.server.watch.ContinuousProfiler;
import io.framelab.server.watch.KeptProfiles;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * All that profiles a server, as far as somebody wants it: on request, and by itself. They share
 * one desk, because the profiler has one session for the process. For the main thread.
 */
final class Profiling implements AutoCloseable {
  /** What tools show as the file that was profiled. */
  private static final String PROGRAM = "framelab-server";

  private ProfileDesk desk;
  private PprofServer pprof;
  private ContinuousProfiler watch;

  private Profiling() {}

  /**
   * Begins with what is wanted.
   *
   * @param endpoint where profiles are asked for, or off.
   * @param flags what is watched.
   * @param kept where the watch keeps profiles; null if nothing is watched.
   * @param server that is profiled; stays the caller's.
   * @throws IOException if it cannot listen there; the message says where and why.
   */
  static Profiling start(
      final Endpoint endpoint, final WatchFlags flags, final KeptProfiles kept, final Server server)
      throws IOException {
    final Profiling profiling = new Profiling();
    if (!endpoint.isOff() || flags.areSet()) {
      profiling.desk = new ProfileDesk(PROGRAM);
    }
    if (!endpoint.isOff()) {
      profiling.pprof =
          PprofServer.start(
              new InetSocketAddress(endpoint.host(), endpoint.port()), profiling.desk);
    }
    if (flags.areSet()) {
      profiling.watch = ContinuousProfiler.start(flags.thresholds(), kept, profiling.desk, server);
    }
    return profiling;
  }

  /** Where profiles can be asked for, as the ready line says it. */
  String pprofPort() {
    return pprof == null ? "off" : Integer.toString(pprof.address().getPort());
  }

  /** Breaks off recordings that run. */
  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    if (pprof != null) {
      pprof.close();
    }
    if (desk != null) {
      desk.close();
    }
  }
}
