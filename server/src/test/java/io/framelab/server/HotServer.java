package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.RawPeer;
import io.framelab.profiling.PprofFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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

  static HotServer start(final String... jvmFlags) throws IOException {
    final List<String> flags =
        new ArrayList<>(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"));
    flags.addAll(List.of(jvmFlags));
    return new HotServer(
        ServerJar.start(
            flags,
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

  /** One of its profiles, which has to be there. */
  PprofFile profile(final String target) throws IOException, InterruptedException {
    final HttpResponse<byte[]> response = get(target);
    assertThat(response.statusCode())
        .as(() -> new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return PprofFile.read(response.body());
  }

  HttpResponse<byte[]> get(final String target) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url(target))).build(), BodyHandlers.ofByteArray());
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
