package io.framelab.server.core;

import io.framelab.codec.FrameDecoder;
import io.framelab.metrics.AllocatedBytes;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounters;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a server hands to its engine: the configuration, the judge of frames, the counters, and
 * sessions for its connections. Any thread may call it.
 */
public final class EngineContext {
  private final ServerConfig config;
  private final GuardedHandler handler;
  private final ServerCounters counters;
  private final AllocatedBytes allocated;
  private final LongAdder lateAnswers;
  private final FrameDecoder frameDecoder;

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
   * Opens the session of a connection that was accepted, and counts it. Called on the thread that
   * owns the connection.
   *
   * @param peer who is at the other end.
   * @param acks where its acks go.
   * @param shard of the calling thread.
   * @param wakeOwner called by any thread when a late answer has come; must see to it that the
   *     owner calls {@link Session#releaseAcks()}.
   * @return the session.
   */
  public Session openSession(
      final Peer peer, final AckSink acks, final CounterShard shard, final Runnable wakeOwner) {
    final SessionTally tally = new SessionTally(shard);
    tally.accepted();
    return new Session(handler, peer, acks, tally, new PendingAcks(lateAnswers, wakeOwner));
  }
}
