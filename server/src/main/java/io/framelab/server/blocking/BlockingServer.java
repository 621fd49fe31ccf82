package io.framelab.server.blocking;

import io.framelab.metrics.AllocatedBytes;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.LastResort;
import io.framelab.server.core.Limits;
import io.framelab.server.core.Listen;
import io.framelab.server.core.RunningEngine;
import io.framelab.server.core.ThreadKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocking engines at work: one thread accepts, every connection has its own.
 *
 * <pre>
 *   framelab-acceptor   accept() -&gt; a thread for the connection
 *   framelab-io-N       frame -&gt; session -&gt; handler -&gt; ack, until the connection ends
 * </pre>
 */
public final class BlockingServer implements RunningEngine {
  /**
   * When accepting fails, as a rule for want of file descriptors, it fails again at once: wait
   * until some may be back.
   */
  private static final long ACCEPT_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * How long close() waits for threads whose sockets are closed already: they only have to notice.
   * One that has not by then is stuck in a handler, and who asked for an end does not wait for
   * that.
   */
  private static final long CLOSE_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(800);

  private static final Logger LOG = LoggerFactory.getLogger(BlockingServer.class);

  private final ServerSocket listener;
  private final Streams streams;
  private final FrameObjects objects;
  private final Supplier<FrameSource> frames;
  private final EngineContext context;
  private final ConnectionThreads connections;
  private final Thread acceptor;

  private BlockingServer(
      final ServerSocket listener,
      final Streams streams,
      final FrameObjects objects,
      final EngineContext context) {
    this.listener = listener;
    this.streams = streams;
    this.objects = objects;
    this.frames = objects.sources();
    this.context = context;
    this.connections =
        new ConnectionThreads(
            context.config().threads().kind().factory(AllocatedBytes.IO_THREAD_PREFIX));
    if (context.config().threads().kind() == ThreadKind.VIRTUAL) {
      context.allocated().countCarriers();
    }
    this.acceptor = new Thread(this::acceptUntilClosed, "framelab-acceptor");
  }

  /**
   * Starts an engine.
   *
   * @param context of the server.
   * @param streams how connections reach their sockets.
   * @param objects where the objects of frames and acks come from.
   * @return the engine at work.
   * @throws IOException if it cannot bind.
   */
  public static RunningEngine start(
      final EngineContext context, final Streams streams, final FrameObjects objects)
      throws IOException {
    final Listen listen = context.config().listen();
    final InetSocketAddress address = listen.address();
    final ServerSocket listener = new ServerSocket();
    try {
      listener.bind(address, Listen.ACCEPT_BACKLOG);
    } catch (final IOException e) {
      listener.close();
      throw listen.cannotBind(e);
    }
    final BlockingServer server = new BlockingServer(listener, streams, objects, context);
    server.acceptor.start();
    return server;
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  @Override
  public String transport() {
    return "blocking";
  }

  @Override
  public String threads() {
    return context.config().threads().kind().label();
  }

  @Override
  public String allocator() {
    return "jvm";
  }

  @Override
  public void beginDrain() {
    closeListener();
    connections.connections().forEach(BlockingConnection::drain);
  }

  @Override
  public boolean awaitDrained(final long timeout, final TimeUnit unit) throws InterruptedException {
    final long timeoutNs = unit.toNanos(timeout);
    final long lingerNs = Math.min(timeoutNs, Limits.LINGER_TIMEOUT.toNanos());
    if (connections.awaitNone(lingerNs)) {
      return true;
    }
    connections.connections().forEach(BlockingConnection::endLinger);
    return connections.awaitNone(timeoutNs - lingerNs);
  }

  @Override
  public void close() {
    closeListener();
    connections.closeAll();
    try {
      connections.awaitNone(CLOSE_TIMEOUT_NS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptUntilClosed() {
    while (!listener.isClosed()) {
      try {
        accept(listener.accept());
      } catch (final OutOfMemoryError e) {
        LastResort.tell(e);
        pauseAccepting(e);
      } catch (final IOException | RuntimeException e) {
        pauseAccepting(e);
      }
    }
  }

  private void pauseAccepting(final Throwable cause) {
    if (!listener.isClosed()) {
      context.connectionLog().cannotAccept(cause);
      LockSupport.parkNanos(ACCEPT_PAUSE_NS);
    }
  }

  private void accept(final Socket socket) throws IOException {
    final BlockingConnection connection =
        new BlockingConnection(socket, streams, objects, frames.get(), context);
    try {
      socket.setTcpNoDelay(true);
      connections.start(connection);
    } catch (final IOException | RuntimeException | OutOfMemoryError e) {
      connection.closeNow();
      throw e;
    }
  }

  private void closeListener() {
    try {
      listener.close();
      acceptor.join(TimeUnit.NANOSECONDS.toMillis(CLOSE_TIMEOUT_NS));
    } catch (final IOException e) {
      LOG.warn("cannot close the listener: {}", e.getMessage());
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
