package io.framelab.server.netty;

import io.framelab.metrics.AllocatedBytes;
import io.framelab.metrics.CounterShard;
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

  /** How long close() waits for loops whose channels are closed already. */
  private static final long CLOSE_TIMEOUT_MS = 2_000;

  private final NettyTransport transport;
  private final EngineContext context;
  private final LoopCounters loopCounters;
  private final ChannelGroup connections =
      new DefaultChannelGroup("connections", GlobalEventExecutor.INSTANCE);
  private final EventLoopGroup acceptor;
  private final EventLoopGroup loops;
  private Channel listener;
  private volatile boolean draining;

  private NettyServer(final EngineContext context, final NettyTransport transport) {
    this.context = context;
    this.transport = transport;
    this.loopCounters = new LoopCounters(context.counters());
    this.acceptor =
        new MultiThreadIoEventLoopGroup(
            1, new IoThreadFactory("framelab-acceptor-"), transport.ioHandlerFactory());
    this.loops =
        new MultiThreadIoEventLoopGroup(
            context.config().threads().ioThreads(),
            new IoThreadFactory(AllocatedBytes.IO_THREAD_PREFIX),
            transport.ioHandlerFactory());
  }

  /**
   * Starts the engine.
   *
   * @param context of the server.
   * @param transport how it waits for bytes.
   * @return the engine at work.
   * @throws IOException if it cannot bind.
   */
  public static RunningEngine start(final EngineContext context, final NettyTransport transport)
      throws IOException {
    final NettyServer server = new NettyServer(context, transport);
    try {
      server.bind(context.config().listen());
    } catch (final IOException e) {
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
  public String transport() {
    return transport.label();
  }

  @Override
  public String threads() {
    return Integer.toString(context.config().threads().ioThreads());
  }

  @Override
  public String allocator() {
    final String type = ByteBufAllocator.DEFAULT.getClass().getSimpleName();
    return type.replace("ByteBufAllocator", "").toLowerCase(Locale.ROOT);
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
    connections.close().awaitUninterruptibly(CLOSE_TIMEOUT_MS);
    final Future<?> acceptorEnded = shutDown(acceptor);
    shutDown(loops).awaitUninterruptibly(CLOSE_TIMEOUT_MS);
    acceptorEnded.awaitUninterruptibly(CLOSE_TIMEOUT_MS);
  }

  private void bind(final Listen listen) throws IOException {
    final ChannelFuture bound =
        new ServerBootstrap()
            .group(acceptor, loops)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, Listen.ACCEPT_BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            // Without it Netty closes at the peer's FIN, and acks that are still queued are lost.
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(new Pipeline())
            .bind(listen.address())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw listen.cannotBind(bound.cause());
    }
    listener = bound.channel();
  }

  private static Future<?> shutDown(final EventLoopGroup group) {
    return group.shutdownGracefully(QUIET_PERIOD_MS, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }

  /** The way of a byte, and back. Called by the connection's event loop. */
  private final class Pipeline extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(final SocketChannel connection) {
      final CounterShard counters = loopCounters.get();
      connection
          .pipeline()
          .addLast(
              new LengthFieldFrames(context.frameDecoder(), counters),
              new PacketHandler(),
              new SessionHandler(context, counters));
      connections.add(connection);
      if (draining) {
        connection.eventLoop().execute(() -> connection.pipeline().fireUserEventTriggered(DRAIN));
      }
    }
  }
}
