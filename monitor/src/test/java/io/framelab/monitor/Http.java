package io.framelab.monitor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks this machine's HTTP servers. */
final class Http {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  private Http() {}

  /** The body, whatever the status says; fails as a check does if nobody answers. */
  static String get(final int port, final String pathAndQuery) throws InterruptedException {
    final URI uri = URI.create("http://127.0.0.1:" + port + pathAndQuery);
    try {
      return CLIENT
          .send(
              HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (final IOException e) {
      throw new AssertionError("no answer from " + uri, e);
    }
  }

  /** A port for a program that cannot choose one itself. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
