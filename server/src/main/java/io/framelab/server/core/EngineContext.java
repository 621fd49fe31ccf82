package io.framelab.server.core;

import io.framelab.codec.FrameDecoder;
import io.framelab.metrics.AllocatedBytes;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounters;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a server hands to its engine: the configuration, the judge of frames, the counters, the log
 * of connections, and what owners of connections need. Any thread may call it.
 */
public final class EngineContext {
  private final ServerConfig config;
  private final GuardedHandler handler;
  private final ServerCounters counters;
  private final AllocatedBytes allocated;
  private final LongAdder lateAnswers;
  private final FrameDecoder frameDecoder;
  private final ConnectionLog connectionLog = new ConnectionLog();

  EngineContext(
      final ServerConfig config,
      final SubmitHandler handler,
      final ServerCounters counters,
      final AllocatedBytes allocated,
      final LongAdder lateAnswers) {
    this.config = config;
    this.handler = new GuardedHandler(handler);
    this.counters = counters;
    this.allocated = allocated;
    this.lateAnswers = lateAnswers;
    this.frameDecoder = new FrameDecoder(config.limits().maxFrameLength());
  }

  /**
   * The configuration.
   *
   * @return what the server was started with.
   */
  public ServerConfig config() {
    return config;
  }

  /**
   * The counters of the server.
   *
   * @return where a thread of the engine gets its shard.
   */
  public ServerCounters counters() {
    return counters;
  }

  /**
   * What the server's threads allocate.
   *
   * @return where a thread that moves bytes, and ends before the server does, leaves its figure.
   */
  public AllocatedBytes allocated() {
    return allocated;
  }

  /**
   * The judge of frame lengths, shared by all connections.
   *
   * @return a decoder with the configured maximum.
   */
  public FrameDecoder frameDecoder() {
    return frameDecoder;
  }

  /**
   * What the operator is told of connections.
   *
   * @return shared by all connections.
   */
  public ConnectionLog connectionLog() {
    return connectionLog;
  }

  /**
   * Makes what a thread needs to own connections.
   *
   * @param shard of that thread.
   * @return for that thread only.
   */
  public SessionOwner newOwner(final CounterShard shard) {
    return new SessionOwner(
        handler, frameDecoder, config.limits().window(), shard, lateAnswers, connectionLog);
  }

  /** The engine has ended: tells what the bounds of the log have held back. */
  void tellRest() {
    connectionLog.tellRest();
    handler.tellRest();
  }
}
