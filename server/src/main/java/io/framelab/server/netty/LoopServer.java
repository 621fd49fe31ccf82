package io.framelab.server.netty;

import io.framelab.metrics.AllocatedBytes;
import io.framelab.server.core.Admission;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.RunningEngine;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The threads of an event-loop engine: one loop accepts, a few loops share the connections. How
 * connections meet their loop is for its subclasses.
 *
 * <pre>
 *   framelab-acceptor-0   accept() -&gt; a loop for the connection
 *   framelab-io-N         bytes -&gt; frames -&gt; session -&gt; handler -&gt; ack, for all of its connections
 * </pre>
 */
abstract class LoopServer implements RunningEngine {
  /**
   * Closing is a moment's work; a loop that has not done it by then is stuck in a handler, and who
   * asked for an end does not wait for that.
   */
  static final long STUCK_TIMEOUT_MS = 500;

  /**
   * Netty's loops may linger for tasks that still come; ours have none once the connections are
   * gone.
   */
  private static final long QUIET_PERIOD_MS = 0;

  /** How long close() waits for loops whose connections are closed already. */
  private static final long CLOSE_TIMEOUT_MS = 2_000;

  private final NettyTransport transport;
  private final ByteBufAllocator allocator;
  private final EngineContext context;
  private final Admission admission;
  private final MultiThreadIoEventLoopGroup acceptor;
  private final MultiThreadIoEventLoopGroup loops;

  /**
   * Starts the threads.
   *
   * @param wrap makes of the transport's way to wait that of the loops that share connections.
   * @throws IOException if the transport cannot be used here; the message says why.
   */
  LoopServer(
      final EngineContext context,
      final NettyTransport transport,
      final ByteBufAllocator allocator,
      final UnaryOperator<IoHandlerFactory> wrap)
      throws IOException {
    if (!transport.isAvailable()) {
      throw cannotRun(context, transport.whyNot());
    }
    this.context = context;
    this.admission = new Admission(context.config().limits().connections(), System::nanoTime);
    this.transport = transport;
    this.allocator = allocator;
    final IoHandlerFactory handlers = transport.ioHandlerFactory();
    this.acceptor = group(1, "framelab-acceptor-", handlers);
    try {
      this.loops =
          group(
              context.config().threads().ioThreads(),
              AllocatedBytes.IO_THREAD_PREFIX,
              wrap.apply(handlers));
    } catch (final IOException | RuntimeException | Error e) {
      shutDown(acceptor);
      throw e;
    }
  }

  @Override
  public final String transport() {
    return transport.label();
  }

  @Override
  public final String threads() {
    return Integer.toString(context.config().threads().ioThreads());
  }

  @Override
  public final String allocator() {
    final String type = allocator.getClass().getSimpleName();
    return type.replace("ByteBufAllocator", "").toLowerCase(Locale.ROOT);
  }

  @Override
  public final LongSupplier watchLoopLag() {
    return LoopLag.of(loops);
  }

  final EngineContext context() {
    return context;
  }

  final Admission admission() {
    return admission;
  }

  final ByteBufAllocator byteBufAllocator() {
    return allocator;
  }

  final MultiThreadIoEventLoopGroup acceptor() {
    return acceptor;
  }

  final MultiThreadIoEventLoopGroup loops() {
    return loops;
  }

  /** Has the wheels of the loops turn from here on, by the acceptor, which has little to do. */
  final void startDeadlines(final List<DeadlineWheel> wheels) {
    if (wheels.stream().anyMatch(DeadlineWheel::isOn)) {
      final long tickNs = DeadlineWheel.TICK.toNanos();
      acceptor.scheduleWithFixedDelay(
          () -> wheels.forEach(DeadlineWheel::tick), tickNs, tickNs, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * Ends all threads.
   *
   * @param closed whether their connections are; a loop that is stuck is not waited for.
   */
  final void shutDown(final boolean closed) {
    final Future<?> acceptorEnded = shutDown(acceptor);
    final Future<?> loopsEnded = shutDown(loops);
    if (closed) {
      loopsEnded.awaitUninterruptibly(CLOSE_TIMEOUT_MS);
      acceptorEnded.awaitUninterruptibly(CLOSE_TIMEOUT_MS);
    }
  }

  private MultiThreadIoEventLoopGroup group(
      final int threads, final String prefix, final IoHandlerFactory handlers) throws IOException {
    try {
      return new MultiThreadIoEventLoopGroup(threads, new IoThreadFactory(prefix), handlers);
    } catch (final IllegalStateException noLoop) {
      throw cannotRun(context, NettyTransport.innermost(noLoop));
    }
  }

  private static Future<?> shutDown(final MultiThreadIoEventLoopGroup group) {
    return group.shutdownGracefully(QUIET_PERIOD_MS, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }

  private static IOException cannotRun(final EngineContext context, final String reason) {
    return new IOException(
        "engine " + context.config().engine().engineName() + " cannot run here: " + reason);
  }
}
