package io.framelab.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A small HTTP server for people and tools, apart from the threads that serve the protocol: two
 * daemon threads, a bounded queue, a bounded time for each request. It answers GET and HEAD of
 * exact paths. Any thread may call it; routes are asked on its own threads, each by one at a time,
 * and once for all who wait.
 */
public final class HttpEndpoint implements AutoCloseable {
  private static final int THREADS = 2;

  /** Connections that the kernel holds until they are accepted. */
  private static final int BACKLOG = 64;

  /** Open connections, so that nobody can take the process's file descriptors this way. */
  private static final int CONNECTIONS_MAX = 256;

  /**
   * Requests that wait for a thread: one of each connection, so that the thread that accepts never
   * has to answer one itself. Who is slow would hold it, and everybody behind him, for his whole
   * time.
   */
  private static final int QUEUE = CONNECTIONS_MAX;

  /** Seconds for a request to arrive whole and for a response to be taken: peers here are near. */
  private static final int EXCHANGE_MAX_S = 5;

  /** Milliseconds between looks at who has connected and says nothing; ten seconds otherwise. */
  private static final int LOOK_MS = 1_000;

  /** Bytes of a request line and its headers, far more than browsers and scrapers send here. */
  private static final int HEAD_MAX = 8 * 1024;

  static {
    // the JDK's server takes its limits from properties, once per process
    limit(System.getProperties());
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Map<String, SharedReply> routes;

  /** When the request came that this thread answers. */
  private final ThreadLocal<Long> askedNs = new ThreadLocal<>();

  private HttpEndpoint(final HttpServer server, final Map<String, Supplier<Reply>> routes) {
    this.server = server;
    this.routes =
        routes.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, route -> new SharedReply(route.getValue())));
    // only where the user allows more connections can the queue be full: then accepting waits
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            HttpEndpoint::newThread,
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /**
   * Listens and answers.
   *
   * @param address to listen on; port 0 takes a free one.
   * @param routes what answers each path, for example {@code /metrics}; asked anew unless this
   *     began after the request had come.
   * @return the endpoint, running; the caller closes it.
   * @throws IOException if the address cannot be had; the message says which and why.
   */
  public static HttpEndpoint start(
      final InetSocketAddress address, final Map<String, Supplier<Reply>> routes)
      throws IOException {
    HttpAddress.check(address);
    final HttpServer server;
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (final IOException e) {
      throw HttpAddress.cannotListen(address, e);
    }
    final HttpEndpoint endpoint = new HttpEndpoint(server, routes);
    server.setExecutor(endpoint::execute);
    server.createContext("/", endpoint::handle);
    // the JDK's accepting thread is a daemon only if the thread that starts it is
    CompletableFuture.runAsync(server::start, endpoint.threads).join();
    return endpoint;
  }

  /**
   * Where it listens.
   *
   * @return the address with the port that was really taken.
   */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Requests that wait for a thread. */
  int waiting() {
    return threads.getQueue().size();
  }

  /** Stops listening and breaks off what is still being answered. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Called by the thread that accepts, once for each request. */
  private void execute(final Runnable exchange) {
    final long cameNs = System.nanoTime();
    threads.execute(
        () -> {
          askedNs.set(cameNs);
          exchange.run();
        });
  }

  private void handle(final HttpExchange exchange) throws IOException {
    try (exchange) {
      final String method = exchange.getRequestMethod();
      final boolean head = "HEAD".equals(method);
      final Reply reply =
          head || "GET".equals(method)
              ? answer(exchange.getRequestURI().getPath())
              : Reply.text(405, "only GET and HEAD");
      final byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      exchange.sendResponseHeaders(reply.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Reply answer(final String path) {
    final SharedReply route = routes.get(path);
    if (route == null) {
      return Reply.text(404, "not found");
    }
    try {
      return route.askedAt(askedNs.get());
    } catch (final RuntimeException e) {
      return Reply.text(500, "failed: " + e);
    }
  }

  private static Thread newThread(final Runnable work) {
    final Thread thread = new Thread(work, "framelab-http");
    thread.setDaemon(true);
    return thread;
  }

  /** Adds the limits; the user's own stand. */
  static void limit(final Properties properties) {
    limit(properties, "sun.net.httpserver.maxReqTime", EXCHANGE_MAX_S);
    limit(properties, "sun.net.httpserver.maxRspTime", EXCHANGE_MAX_S);
    limit(properties, "sun.net.httpserver.clockTick", LOOK_MS);
    limit(properties, "sun.net.httpserver.maxReqHeaderSize", HEAD_MAX);
    limit(properties, "jdk.httpserver.maxConnections", CONNECTIONS_MAX);
    properties.putIfAbsent("sun.net.httpserver.nodelay", "true");
  }

  private static void limit(final Properties properties, final String name, final int most) {
    properties.putIfAbsent(name, Integer.toString(most));
  }
}
