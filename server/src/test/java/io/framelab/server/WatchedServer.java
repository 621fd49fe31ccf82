package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.RawPeer;
import io.framelab.profiling.PprofFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The packaged server with {@code --profile-on}, and what it keeps. */
final class WatchedServer {
  /** Much more than the few seconds that it takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final ServerJar server;
  private final List<RawPeer> peers = new ArrayList<>();
  private volatile boolean stopped;

  private WatchedServer(final Path folder, final ServerJar server) {
    this.folder = folder;
    this.server = server;
  }

  /** Starts one that keeps its profiles in that folder, which need not be there. */
  static WatchedServer start(
      final Path folder,
      final List<String> jvmFlags,
      final String thresholds,
      final String... flags)
      throws IOException {
    final List<String> all =
        new ArrayList<>(List.of("--profile-on", thresholds, "--profile-dir", folder.toString()));
    all.addAll(List.of(flags));
    if (List.of(flags).stream().anyMatch(flag -> flag.startsWith("--handler="))) {
      all.addAll(List.of("--handler-path", Path.of("target", "test-classes").toString()));
    }
    return new WatchedServer(folder, ServerJar.start(jvmFlags, all.toArray(String[]::new)));
  }

  /** Sends one Submit after the other until the end. */
  WatchedServer load() throws IOException {
    final RawPeer peer = RawPeer.connect(server.port());
    peers.add(peer);
    final Thread load = new Thread(() -> submitAgainAndAgain(peer));
    load.setDaemon(true);
    load.start();
    return this;
  }

  /** Opens so many connections, on which nothing is sent. */
  WatchedServer connect(final int count) throws IOException {
    for (int i = 0; i < count; i++) {
      peers.add(RawPeer.connect(server.port()));
    }
    return this;
  }

  ServerJar server() {
    return server;
  }

  /** The one moment that it has kept, once it has said so. */
  Path kept() throws IOException {
    awaitLine(" WARN  MomentKeeper kept ");
    final List<Path> moments = moments();
    assertThat(moments).hasSize(1);
    final Path moment = moments.get(0);
    assertThat(said())
        .singleElement()
        .asString()
        .endsWith("kept " + moment.toAbsolutePath() + ": " + why(moment).get(0));
    return moment;
  }

  /** The lines in which it speaks of moments. */
  List<String> said() throws IOException {
    return server.stderr().lines().filter(line -> line.contains(" MomentKeeper ")).toList();
  }

  /** Asks for a profile that takes long, and returns once it is recorded. */
  void recordLong() {
    final URI page = URI.create("http://127.0.0.1:" + server.pprofPort() + "/debug/pprof/");
    final HttpClient client = HttpClient.newHttpClient();
    client.sendAsync(
        HttpRequest.newBuilder(page.resolve("profile?seconds=300")).build(),
        BodyHandlers.discarding());
    Await.until(
        () ->
            client
                .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body()
                .contains("the cpu profile is held by"),
        () -> "nothing is recorded");
  }

  /** What it keeps now, complete or not. */
  List<Path> moments() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  /** The lines that tell why. */
  static List<String> why(final Path moment) throws IOException {
    return Files.readAllLines(moment.resolve("why.txt"));
  }

  static PprofFile profile(final Path moment) throws IOException {
    return PprofFile.read(Files.readAllBytes(moment.resolve("profile.pb.gz")));
  }

  /** Waits until it has said that. */
  void awaitLine(final String words) {
    assertThat(Await.within(PATIENCE, () -> server.stderr().contains(words)))
        .as(() -> "it says: " + words)
        .isTrue();
  }

  /** The series of a scrape that tell of kept profiles, those that are not 0. */
  List<String> counted() throws IOException, InterruptedException {
    final URI metrics = URI.create("http://127.0.0.1:" + server.metricsPort() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith("tcp_server_profiles_"))
        .filter(line -> !line.endsWith(" 0.0"))
        .map(line -> line.replaceAll("engine=\"\\w+\",", ""))
        .toList();
  }

  /** Ends it in peace, so that it leaves nothing behind anywhere. */
  void stop() throws IOException, InterruptedException {
    stopped = true;
    for (final RawPeer peer : peers) {
      peer.close();
    }
    try (server) {
      server.terminate();
      server.awaitExit();
    }
  }

  private void submitAgainAndAgain(final RawPeer peer) {
    try {
      for (long id = 0; !stopped; id++) {
        peer.submit(id, new byte[0]).receiveAck();
      }
    } catch (final IOException e) {
      // the server has gone, which is how every test ends; those that need the load see what it did
      return;
    }
  }
}
