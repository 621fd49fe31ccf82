package io.framelab.server.netty;

import io.framelab.codec.FrameDecoder;
import io.framelab.metrics.CounterShard;
import io.framelab.server.core.CloseReason;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.SessionOwner;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.IoEventLoop;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An event loop with connections that have no channel, and what they share: they are served one at
 * a time. Used by that loop only, but for {@link #executor}.
 */
final class BareLoop {
  private final Set<LoopConnection> connections = new HashSet<>();
  private final IoEventLoop executor;
  private final EngineContext context;
  private final ByteBufAllocator allocator;
  private final OpenConnections open;
  private final CounterShard counters;
  private final SessionOwner owner;
  private final LoopBuffers buffers;
  private final LoopAcks acks;
  private boolean draining;

  BareLoop(
      final IoEventLoop executor,
      final EngineContext context,
      final ByteBufAllocator allocator,
      final boolean ownsBuffers,
      final OpenConnections open) {
    this.executor = executor;
    this.context = context;
    this.allocator = allocator;
    this.open = open;
    this.counters = context.counters().newShard();
    this.owner = context.newOwner(counters);
    this.buffers = new LoopBuffers(allocator, ownsBuffers);
    this.acks = new LoopAcks(buffers);
  }

  /** Runs tasks on the loop. Any thread. */
  IoEventLoop executor() {
    return executor;
  }

  CounterShard counters() {
    return counters;
  }

  SessionOwner owner() {
    return owner;
  }

  LoopBuffers buffers() {
    return buffers;
  }

  LoopAcks acks() {
    return acks;
  }

  PartialFrame newPartialFrame() {
    final FrameDecoder decoder = context.frameDecoder();
    return new PartialFrame(decoder, allocator);
  }

  WaitingAcks newWaitingAcks() {
    return new WaitingAcks(allocator);
  }

  /** Takes over a connection, which counts as open already. */
  void serve(final ListenSocket.Accepted accepted) {
    final LoopConnection connection = new LoopConnection(accepted.socket(), accepted.peer(), this);
    connections.add(connection);
    connection.start();
    if (draining) {
      connection.leave(CloseReason.DRAIN);
    }
  }

  /** A connection has ended. */
  void forget(final LoopConnection connection) {
    connections.remove(connection);
    open.ended();
  }

  /** Lets all connections go, and those that are still to come. */
  void drain() {
    draining = true;
    List.copyOf(connections).forEach(connection -> connection.leave(CloseReason.DRAIN));
  }

  /** Ends all connections. */
  void closeConnections() {
    List.copyOf(connections).forEach(LoopConnection::close);
  }

  /** Gives back what the loop owns. Its last task. */
  void end() {
    closeConnections();
    buffers.release();
    context.counters().retire(counters);
  }
}
