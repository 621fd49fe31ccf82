package io.framelab.server.netty;

import io.framelab.server.core.EngineContext;
import io.framelab.server.core.Listen;
import io.framelab.server.core.RunningEngine;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The event-loop engines whose connections are Netty's channels, each with its pipeline. */
public final class NettyServer extends LoopServer {
  /** Sent through every pipeline when the server stops. */
  static final Object DRAIN = new Object();

  private final NettyTransport transport;
  private final WireHandlers handlers;
  private final Map<EventExecutor, ChannelLoop> channelLoops = new HashMap<>();
  private final OpenConnections open = new OpenConnections();
  private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
  private Channel listener;
  private volatile boolean draining;

  private NettyServer(
      final EngineContext context,
      final NettyTransport transport,
      final WireHandlers handlers,
      final ByteBufAllocator allocator)
      throws IOException {
    super(context, transport, allocator, UnaryOperator.identity());
    this.transport = transport;
    this.handlers = handlers;
    loops().forEach(loop -> channelLoops.put(loop, ChannelLoop.of(loop, context, allocator)));
    startDeadlines(channelLoops.values().stream().map(ChannelLoop::deadlines).toList());
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
    final NettyServer server = new NettyServer(context, transport, handlers, allocator);
    try {
      server.bind(context.config().listen());
    } catch (final IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  @Override
  public void beginDrain() {
    draining = true;
    listener.close().awaitUninterruptibly();
    connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(DRAIN));
  }

  @Override
  public boolean awaitDrained(final long timeout, final TimeUnit unit) throws InterruptedException {
    return open.awaitNone(timeout, unit);
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
    connections.forEach(Channel::close);
    shutDown(awaitClosed());
  }

  private boolean awaitClosed() {
    try {
      return open.awaitNone(STUCK_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Any loop: a channel that was let in has closed. */
  private void onClosed(final Channel channel) {
    connections.remove(channel);
    open.ended();
  }

  private void bind(final Listen listen) throws IOException {
    final ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptor(), loops())
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, Listen.ACCEPT_BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .handler(
                new AdmissionHandler(
                    admission(),
                    context().counters().newShard(),
                    context().connectionLog(),
                    open::began,
                    this::onClosed))
            .childOption(ChannelOption.ALLOCATOR, byteBufAllocator())
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

  /** The way of a byte, and back. Called by the connection's event loop. */
  private final class Pipeline extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(final SocketChannel connection) {
      handlers.addTo(connection.pipeline(), channelLoops.get(connection.eventLoop()));
      connections.add(connection);
      if (draining) {
        connection.eventLoop().execute(() -> connection.pipeline().fireUserEventTriggered(DRAIN));
      }
    }
  }
}
