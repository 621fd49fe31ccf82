package io.framelab.server.netty;

import io.framelab.metrics.AllocatedBytes;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.Listen;
import io.framelab.server.core.RunningEngine;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The event-loop engines at work: one loop accepts, a few loops share the connections.
 *
 * <pre>
 *   framelab-acceptor-0   accept() -&gt; a loop for the connection
 *   framelab-io-N         bytes -&gt; frames -&gt; packets -&gt; session -&gt; handler -&gt; ack, for all of its connections
 * </pre>
 */
public final class NettyServer implements RunningEngine {
  /** Sent through every pipeline when the server stops. */
  static final Object DRAIN = new Object();

  /**
   * Netty's loops may linger for tasks that still come; ours have none once the connections are
   * gone.
   */
  private static final long QUIET_PERIOD_MS = 0;

  /**
   * Closing is a moment's work; a loop that has not done it by then is stuck in a handler, and who
   * asked for an end does not wait for that.
   */
  private static final long STUCK_TIMEOUT_MS = 500;

  /** How long close() waits for loops whose channels are closed already. */
  private static final long CLOSE_TIMEOUT_MS = 2_000;

  private final NettyTransport transport;
  private final WireHandlers handlers;
  private final ByteBufAllocator allocator;
  private final EngineContext context;
  private final Loop.Local loop;
  private final ChannelGroup connections =
      new DefaultChannelGroup("connections", GlobalEventExecutor.INSTANCE);
  private final EventLoopGroup acceptor;
  private final EventLoopGroup loops;
  private Channel listener;
  private volatile boolean draining;

  private NettyServer(
      final EngineContext context,
      final NettyTransport transport,
      final WireHandlers handlers,
      final ByteBufAllocator allocator) {
    this.context = context;
    this.transport = transport;
    this.handlers = handlers;
    this.allocator = allocator;
    this.loop = new Loop.Local(context.counters(), allocator);
    this.acceptor = group(1, "framelab-acceptor-");
    try {
      this.loops = group(context.config().threads().ioThreads(), AllocatedBytes.IO_THREAD_PREFIX);
    } catch (final RuntimeException | Error e) {
      shutDown(acceptor);
      throw e;
    }
  }

  /**
   * Starts an engine.
   *
   * @param context of the server.
   * @param transport how it waits for bytes.
   * @param handlers the way of a byte through each connection.
   * @return the engine at work.
   * @throws IOException if the transport cannot be used here, or it cannot bind; the message says
   *     why.
   */
  public static RunningEngine start(
      final EngineContext context, final NettyTransport transport, final WireHandlers handlers)
      throws IOException {
    return start(context, transport, handlers, ByteBufAllocator.DEFAULT);
  }

  /** With an allocator of the caller's, for tests of what happens when there is no memory. */
  static RunningEngine start(
      final EngineContext context,
      final NettyTransport transport,
      final WireHandlers handlers,
      final ByteBufAllocator allocator)
      throws IOException {
    if (transport == NettyTransport.IO_URING && handlers == WireHandlers.OWNED) {
      throw new IllegalArgumentException("a ring keeps buffers that a loop would use again");
    }
    if (!transport.isAvailable()) {
      throw cannotRun(context, transport.whyNot());
    }
    final NettyServer server = create(context, transport, handlers, allocator);
    try {
      server.bind(context.config().listen());
    } catch (final IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static NettyServer create(
      final EngineContext context,
      final NettyTransport transport,
      final WireHandlers handlers,
      final ByteBufAllocator allocator)
      throws IOException {
    try {
      return new NettyServer(context, transport, handlers, allocator);
    } catch (final IllegalStateException noLoop) {
      throw cannotRun(context, NettyTransport.innermost(noLoop));
    }
  }

  private static IOException cannotRun(final EngineContext context, final String reason) {
    return new IOException(
        "engine " + context.config().engine().engineName() + " cannot run here: " + reason);
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  @Override
  public String transport() {
    return transport.label();
  }

  @Override
  public String threads() {
    return Integer.toString(context.config().threads().ioThreads());
  }

  @Override
  public String allocator() {
    final String type = allocator.getClass().getSimpleName();
    return type.replace("ByteBufAllocator", "").toLowerCase(Locale.ROOT);
  }

  @Override
  public LongSupplier watchLoopLag() {
    return LoopLag.of(loops);
  }

  @Override
  public void beginDrain() {
    draining = true;
    listener.close().awaitUninterruptibly();
    connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(DRAIN));
  }

  @Override
  public boolean awaitDrained(final long timeout, final TimeUnit unit) throws InterruptedException {
    return connections.newCloseFuture().await(timeout, unit);
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
    final boolean closed = connections.close().awaitUninterruptibly(STUCK_TIMEOUT_MS);
    final Future<?> acceptorEnded = shutDown(acceptor);
    final Future<?> loopsEnded = shutDown(loops);
    if (closed) {
      loopsEnded.awaitUninterruptibly(CLOSE_TIMEOUT_MS);
      acceptorEnded.awaitUninterruptibly(CLOSE_TIMEOUT_MS);
    }
  }

  private void bind(final Listen listen) throws IOException {
    final ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptor, loops)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, Listen.ACCEPT_BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, allocator)
            .childOption(ChannelOption.TCP_NODELAY, true)
            // Without it Netty closes at the peer's FIN, and acks that are still queued are lost.
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(new Pipeline());
    transport.configure(bootstrap);
    final ChannelFuture bound = bootstrap.bind(listen.address()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw listen.cannotBind(bound.cause());
    }
    listener = bound.channel();
  }

  private EventLoopGroup group(final int threads, final String prefix) {
    return new MultiThreadIoEventLoopGroup(
        threads, new IoThreadFactory(prefix), transport.ioHandlerFactory());
  }

  private static Future<?> shutDown(final EventLoopGroup group) {
    return group.shutdownGracefully(QUIET_PERIOD_MS, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }

  /** The way of a byte, and back. Called by the connection's event loop. */
  private final class Pipeline extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(final SocketChannel connection) {
      handlers.addTo(connection, context, loop.get());
      connections.add(connection);
      if (draining) {
        connection.eventLoop().execute(() -> connection.pipeline().fireUserEventTriggered(DRAIN));
      }
    }
  }
}
