package io.framelab.server.admin;

import io.framelab.metrics.HttpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A small HTTP server for answers that take long: whoever makes one can wait for the time to be
 * over and for the client to go away at once. The JDK's own server cannot tell of the latter, and
 * has one limit on the time of an answer for the whole process. Any thread may call it; each client
 * has a daemon thread of its own, and there are few.
 */
final class WatchedEndpoint implements AutoCloseable {
  /** Whatever is asked; called on the client's thread. */
  @FunctionalInterface
  interface Routes {
    /** Answers; empty if the client has gone meanwhile. */
    Optional<PprofReply> answer(HttpRequestHead request, WatchedConnection client);
  }

  /**
   * How long clients may take.
   *
   * @param request to send one whole.
   * @param reply to read it, once it is made.
   */
  record Patience(Duration request, Duration reply) {}

  /** People and tools; each of them holds a thread. */
  static final int CLIENTS = 8;

  private static final int BACKLOG = 16;
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(60));

  /** What an answer that is broken off may still take to end: the recording has to be stopped. */
  private static final Duration END = Duration.ofSeconds(5);

  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerSocket listener;
  private final Routes routes;
  private final Patience patience;
  private final ThreadFactory threads;
  private final Semaphore places = new Semaphore(CLIENTS);
  private final Set<WatchedConnection> clients = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor closer =
      new ScheduledThreadPoolExecutor(1, WatchedEndpoint::newThread);

  private WatchedEndpoint(
      final ServerSocket listener,
      final Routes routes,
      final Patience patience,
      final ThreadFactory threads) {
    this.listener = listener;
    this.routes = routes;
    this.patience = patience;
    this.threads = threads;
    closer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Listens and answers.
   *
   * @param address to listen on; port 0 takes a free one.
   * @param routes what answers.
   * @return the endpoint, running; the caller closes it.
   * @throws IOException if the address cannot be had; the message says which and why.
   */
  static WatchedEndpoint start(final InetSocketAddress address, final Routes routes)
      throws IOException {
    return start(address, routes, PATIENCE, WatchedEndpoint::newThread);
  }

  /** With a patience of its own, and with threads for clients from elsewhere. */
  static WatchedEndpoint start(
      final InetSocketAddress address,
      final Routes routes,
      final Patience patience,
      final ThreadFactory threads)
      throws IOException {
    HttpAddress.check(address);
    final ServerSocket listener = new ServerSocket();
    try {
      listener.bind(address, BACKLOG);
    } catch (final IOException e) {
      listener.close();
      throw HttpAddress.cannotListen(address, e);
    }
    final WatchedEndpoint endpoint = new WatchedEndpoint(listener, routes, patience, threads);
    newThread(endpoint::accept).start();
    return endpoint;
  }

  /** Where it listens, with the port that was really taken. */
  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** Stops listening, breaks off what is being answered, and waits until that has ended. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (final IOException e) {
      throw new IllegalStateException("a listening socket does not close", e);
    }
    clients.forEach(WatchedConnection::close);
    try {
      // whoever takes longer is on a daemon thread
      places.tryAcquire(CLIENTS, END.toNanos(), TimeUnit.NANOSECONDS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closer.shutdownNow();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        admit(listener.accept());
      } catch (final IOException | OutOfMemoryError e) {
        // closed, or out of file descriptors or threads, which comes back at once
        LockSupport.parkNanos(listener.isClosed() ? 0 : PAUSE_NS);
      }
    }
  }

  private void admit(final Socket socket) {
    final WatchedConnection client = new WatchedConnection(socket, patience, closer);
    if (!places.tryAcquire()) {
      client.refuse(PprofReply.failure(503, "busy with " + CLIENTS + " other clients"));
      return;
    }
    clients.add(client);
    try {
      threads.newThread(() -> serve(client)).start();
    } catch (final OutOfMemoryError noThreadLeft) {
      client.close();
      leave(client);
      throw noThreadLeft;
    }
    if (listener.isClosed()) {
      client.close();
    }
  }

  private void serve(final WatchedConnection client) {
    try {
      client.serve(routes, address().getAddress().isLoopbackAddress());
    } finally {
      leave(client);
    }
  }

  private void leave(final WatchedConnection client) {
    clients.remove(client);
    places.release();
  }

  /** A daemon, so that it never keeps the process. */
  static Thread newThread(final Runnable work) {
    final Thread thread = new Thread(work, "framelab-pprof");
    thread.setDaemon(true);
    return thread;
  }
}
