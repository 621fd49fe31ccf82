package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.Listen;
import io.framelab.server.core.RejectReason;
import io.framelab.server.core.RunningEngine;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The event-loop engines that use Netty's loops and its sockets, but neither its channels nor its
 * pipelines: a loop tells a {@link BareConnection} that bytes have come, and that reads, handles
 * and writes by itself.
 */
public final class BareServer extends LoopServer {
  private final OpenConnections open = new OpenConnections();
  private final List<BareLoop> bareLoops = new ArrayList<>();
  private final CounterShard acceptorCounters;
  private BareListener listener;

  /** Of the acceptor's thread. */
  private int next;

  private BareServer(
      final EngineContext context,
      final NettyTransport transport,
      final boolean ownsBuffers,
      final ByteBufAllocator allocator,
      final LoopTurns turns)
      throws IOException {
    super(context, transport, allocator, turns::watched);
    acceptorCounters = context.counters().newShard();
    for (final EventExecutor executor : loops()) {
      final BareLoop loop =
          new BareLoop((IoEventLoop) executor, context, allocator, ownsBuffers, open, admission());
      turns.watch(loop.executor(), loop.owner()::onTurn);
      bareLoops.add(loop);
    }
    startDeadlines(bareLoops.stream().map(BareLoop::deadlines).toList());
  }

  /**
   * Starts an engine.
   *
   * @param context of the server.
   * @param transport how it waits for bytes; not a ring, which keeps buffers while a connection
   *     waits.
   * @param ownsBuffers whether a loop has one read buffer and one ack buffer for all of its
   *     connections, or asks the allocator each time.
   * @return the engine at work.
   * @throws IOException if the transport cannot be used here, or it cannot bind; the message says
   *     why.
   */
  public static RunningEngine start(
      final EngineContext context, final NettyTransport transport, final boolean ownsBuffers)
      throws IOException {
    return start(context, transport, ownsBuffers, ByteBufAllocator.DEFAULT);
  }

  /** With an allocator of the caller's, for tests of what happens when there is no memory. */
  static RunningEngine start(
      final EngineContext context,
      final NettyTransport transport,
      final boolean ownsBuffers,
      final ByteBufAllocator allocator)
      throws IOException {
    final BareServer server =
        new BareServer(context, transport, ownsBuffers, allocator, new LoopTurns());
    try {
      server.listen(transport, context.config().listen());
    } catch (final IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  @Override
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public void beginDrain() {
    listener.close();
    onEachLoop(BareLoop::drain);
  }

  @Override
  public boolean awaitDrained(final long timeout, final TimeUnit unit) throws InterruptedException {
    return open.awaitNone(timeout, unit);
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
    shutDown(awaitAll(onEachLoop(BareLoop::end)));
  }

  private void listen(final NettyTransport transport, final Listen listen) throws IOException {
    final BareListenSocket socket;
    try {
      socket = transport.listenSocket(listen.address());
    } catch (final IOException e) {
      throw listen.cannotBind(e);
    }
    listener = BareListener.start(socket, acceptor().next(), this::hand, context().connectionLog());
  }

  /** To a loop, each in turn, or out again. */
  private void hand(final BareListenSocket.Accepted accepted) {
    final InetAddress address = accepted.peer().address().getAddress();
    final RejectReason rejected = admission().admit(address);
    if (rejected != null) {
      acceptorCounters.add(rejected.counter(), 1);
      context().connectionLog().rejected(accepted.peer().address(), rejected);
      accepted.socket().closeNow();
      return;
    }
    final BareLoop loop = bareLoops.get(next);
    next = (next + 1) % bareLoops.size();
    open.began();
    try {
      loop.executor().execute(() -> loop.serve(accepted));
    } catch (final RejectedExecutionException closed) {
      accepted.socket().closeNow();
      admission().left(address);
      open.ended();
    }
  }

  /** A handler that closes its own server is waited for by nobody, least of all by itself. */
  private boolean awaitAll(final List<Future<?>> ends) {
    if (bareLoops.stream().anyMatch(loop -> loop.executor().inEventLoop())) {
      return false;
    }
    final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STUCK_TIMEOUT_MS);
    boolean all = true;
    for (final Future<?> end : ends) {
      all &= end.awaitUninterruptibly(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    return all;
  }

  private List<Future<?>> onEachLoop(final Consumer<BareLoop> task) {
    final List<Future<?>> done = new ArrayList<>();
    for (final BareLoop loop : bareLoops) {
      if (!loop.executor().isShuttingDown()) {
        done.add(loop.executor().submit(() -> task.accept(loop)));
      }
    }
    return done;
  }
}
