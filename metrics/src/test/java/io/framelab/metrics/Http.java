package io.framelab.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

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
    final URI uri = URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path);
    final HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
