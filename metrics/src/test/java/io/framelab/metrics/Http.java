package io.framelab.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** Asks an endpoint as a scraper would. */
final class Http {
  static final InetSocketAddress FREE_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Http() {}

  static HttpResponse<String> get(final HttpEndpoint endpoint, final String path)
      throws IOException, InterruptedException {
    return send("GET", endpoint, path);
  }

  static HttpResponse<String> send(
      final String method, final HttpEndpoint endpoint, final String path)
      throws IOException, InterruptedException {
    return CLIENT.send(request(method, endpoint, path), HttpResponse.BodyHandlers.ofString());
  }

  /** Asks and does not wait; each that has no answer yet has a connection of its own. */
  static CompletableFuture<HttpResponse<String>> ask(
      final HttpEndpoint endpoint, final String path) {
    return CLIENT.sendAsync(request("GET", endpoint, path), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest request(
      final String method, final HttpEndpoint endpoint, final String path) {
    final URI uri = URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path);
    return HttpRequest.newBuilder(uri)
        .version(HttpClient.Version.HTTP_1_1)
        .method(method, HttpRequest.BodyPublishers.noBody())
        .build();
  }
}
