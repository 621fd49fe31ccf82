package io.framelab.server;

import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The packaged server with a {@link HotHandler} that is kept busy. */
final class HotServer implements AutoCloseable {
  private static final int WARM_UP = 20;

  private final ServerJar server;
  private final RawPeer peer;
  private final CompletableFuture<Void> load;
  private volatile boolean stopped;

  private HotServer(final ServerJar server) throws IOException {
    this.server = server;
    this.peer = RawPeer.connect(server.port());
    // until it is compiled, the compiler's threads would be hot, too
    for (int id = 0; id < WARM_UP; id++) {
      peer.submit(id, new byte[0]).receiveAck();
    }
    load = CompletableFuture.runAsync(this::submitAgainAndAgain);
  }

  static HotServer start() throws IOException {
    return new HotServer(
        ServerJar.start(
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"),
            "--pprof",
            "0",
            "--handler-path",
            Path.of("target", "test-classes").toString(),
            "--handler",
            HotHandler.class.getName()));
  }

  /** Where its profiles are. */
  String url(final String profile) {
    return "http://127.0.0.1:" + server.pprofPort() + "/debug/pprof/" + profile;
  }

  /** Ends the load, then the server: its exit code. */
  int stop() throws InterruptedException {
    stopped = true;
    load.join();
    server.terminate();
    return server.awaitExit();
  }

  String stderr() throws IOException {
    return server.stderr();
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    server.close();
    peer.close();
  }

  private void submitAgainAndAgain() {
    try {
      for (long id = WARM_UP; !stopped; id++) {
        peer.submit(id, new byte[0]).receiveAck();
      }
    } catch (final IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
