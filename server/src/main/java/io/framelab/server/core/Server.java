package io.framelab.server.core;

import io.framelab.metrics.AllocatedBytes;
import io.framelab.metrics.ServerCounters;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * A server at work. To embed one:
 *
 * <pre>{@code
 * try (Server server = Server.start(ServerConfig.of(Engine.best()), submission -> ResultCode.OK)) { … }
 * }</pre>
 *
 * <p>Any thread may call it. It serves the wire and nothing else; metrics over HTTP are the admin
 * package's.
 */
public final class Server implements AutoCloseable {
  private final ServerConfig config;
  private final ServerCounters counters;
  private final AllocatedBytes allocated;
  private final LongAdder lateAnswers;
  private final EngineContext context;
  private final RunningEngine engine;

  /** Null if the handler runs on the threads that own connections. */
  private final WorkerPool workers;

  private volatile boolean draining;
  private boolean closed;
  private boolean drained;

  private Server(
      final ServerConfig config,
      final ServerCounters counters,
      final AllocatedBytes allocated,
      final LongAdder lateAnswers,
      final EngineContext context,
      final RunningEngine engine,
      final WorkerPool workers) {
    this.config = config;
    this.counters = counters;
    this.allocated = allocated;
    this.lateAnswers = lateAnswers;
    this.context = context;
    this.engine = engine;
    this.workers = workers;
  }

  /**
   * Binds and begins to serve.
   *
   * @param config what to serve and how.
   * @param handler answers the Submits of all connections; called by {@link ServerConfig#workers}
   *     if there are any, else by the threads that own the connections.
   * @return the server; the caller closes it.
   * @throws IOException if it cannot listen where it should; the message says where and why.
   */
  public static Server start(final ServerConfig config, final SubmitHandler handler)
      throws IOException {
    final ServerCounters counters = new ServerCounters();
    final AllocatedBytes allocated = new AllocatedBytes();
    final LongAdder lateAnswers = new LongAdder();
    final WorkerPool workers =
        config.workers().areOn() ? WorkerPool.start(config.workers(), handler) : null;
    final EngineContext context =
        new EngineContext(
            config, workers == null ? handler : workers, counters, allocated, lateAnswers);
    try {
      final RunningEngine engine = config.engine().start(context);
      return new Server(config, counters, allocated, lateAnswers, context, engine, workers);
    } catch (final IOException | RuntimeException | Error e) {
      if (workers != null) {
        workers.close();
      }
      throw e;
    }
  }

  /**
   * What it was started with.
   *
   * @return the configuration.
   */
  public ServerConfig config() {
    return config;
  }

  /**
   * Where it listens.
   *
   * @return the bound address, with the real port.
   */
  public InetSocketAddress address() {
    return engine.address();
  }

  /**
   * How it waits for bytes.
   *
   * @return {@code blocking}, or the name of Netty's transport.
   */
  public String transport() {
    return engine.transport();
  }

  /**
   * What it runs on.
   *
   * @return the number of event loops, or the kind of thread.
   */
  public String threads() {
    return engine.threads();
  }

  /**
   * Who lends the engine its memory.
   *
   * @return {@code jvm}, or the name of Netty's allocator.
   */
  public String allocator() {
    return engine.allocator();
  }

  /**
   * What has been counted.
   *
   * @return live counters; may be read at any time, also after the end.
   */
  public ServerCounters counters() {
    return counters;
  }

  /**
   * What its threads allocate.
   *
   * @return live figures; sampled by whoever exposes them.
   */
  public AllocatedBytes allocated() {
    return allocated;
  }

  /**
   * Answers that came too late: their Submit had one already, or its connection was gone.
   *
   * @return how many so far.
   */
  public long lateAnswers() {
    return lateAnswers.sum();
  }

  /**
   * Submits that wait until a worker takes them.
   *
   * @return how many now; 0 without workers.
   */
  public int workerQueueDepth() {
    return workers == null ? 0 : workers.depth();
  }

  /**
   * Begins to measure how late event loops do what they should have done: a small task on each, ten
   * times a second, until the server ends.
   *
   * @return asked by one thread at a time: the worst of all loops since it was last asked, in
   *     nanoseconds; a loop that is stuck at that moment counts, too.
   * @throws UnsupportedOperationException if the engine has no event loops.
   */
  public LongSupplier watchLoopLag() {
    return engine.watchLoopLag();
  }

  /**
   * Whether the server has been told to stop.
   *
   * @return true from the beginning of the drain on.
   */
  public boolean isDraining() {
    return draining;
  }

  /**
   * Stops: accepts nobody, acks every Submit whose handler ran, lets go of every connection, then
   * ends what is left. Workers go on until then: what was read and waits for them is handled and
   * acked as long as the timeout allows. Does nothing if called again but return the same.
   *
   * @param timeout how long to wait for connections and their handlers.
   * @return true if every connection ended by itself in that time.
   */
  public synchronized boolean stop(final Duration timeout) {
    if (!closed) {
      closed = true;
      draining = true;
      engine.beginDrain();
      drained = awaitDrained(timeout);
      engine.close();
      context.tellRest();
      if (workers != null) {
        workers.close();
      }
    }
    return drained;
  }

  /** Stops with the drain timeout of the configuration. */
  @Override
  public void close() {
    stop(config.limits().drainTimeout());
  }

  private boolean awaitDrained(final Duration timeout) {
    try {
      return engine.awaitDrained(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
