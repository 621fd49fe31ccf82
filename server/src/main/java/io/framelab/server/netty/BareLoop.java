package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.framelab.server.core.Admission;
import io.framelab.server.core.CloseReason;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.LastResort;
import io.framelab.server.core.Peer;
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
  private final Set<BareConnection> connections = new HashSet<>();
  private final IoEventLoop executor;
  private final EngineContext context;
  private final LeftoverMemory leftovers;
  private final OpenConnections open;
  private final CounterShard counters;
  private final SessionOwner owner;
  private final BareBuffers buffers;
  private final BareAcks acks;
  private final DeadlineWheel deadlines;
  private final Admission admission;

  BareLoop(
      final IoEventLoop executor,
      final EngineContext context,
      final ByteBufAllocator allocator,
      final boolean ownsBuffers,
      final OpenConnections open,
      final Admission admission) {
    this.executor = executor;
    this.context = context;
    this.leftovers = LeftoverMemory.ofLoop(allocator, context.config().threads().ioThreads());
    this.open = open;
    this.admission = admission;
    this.counters = context.counters().newShard();
    this.owner = context.newOwner(counters);
    this.buffers = new BareBuffers(allocator, ownsBuffers);
    this.acks = new BareAcks(buffers);
    this.deadlines = DeadlineWheel.of(executor, context.config().limits().timeouts());
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

  BareBuffers buffers() {
    return buffers;
  }

  BareAcks acks() {
    return acks;
  }

  DeadlineWheel deadlines() {
    return deadlines;
  }

  PartialFrame newPartialFrame() {
    return new PartialFrame(context.frameDecoder(), leftovers);
  }

  WaitingAcks newWaitingAcks() {
    return new WaitingAcks(leftovers, deadlines.now());
  }

  /** Takes over a connection, which counts as open already. */
  void serve(final BareListenSocket.Accepted accepted) {
    final BareConnection connection;
    try {
      connection = new BareConnection(accepted.socket(), accepted.peer(), this);
      connections.add(connection);
    } catch (final OutOfMemoryError e) {
      accepted.socket().closeNow();
      letOut(accepted.peer());
      LastResort.tell(e);
      return;
    }
    connection.start();
  }

  /** A connection has ended. */
  void forget(final BareConnection connection) {
    connections.remove(connection);
    letOut(connection.session().peer());
  }

  private void letOut(final Peer peer) {
    admission.left(peer.address().getAddress());
    open.ended();
  }

  /** Lets all connections go. Nobody is accepted any more. */
  void drain() {
    List.copyOf(connections).forEach(connection -> connection.leave(CloseReason.DRAIN));
  }

  /** Ends all connections and gives back what the loop owns. Its last task. */
  void end() {
    List.copyOf(connections).forEach(BareConnection::close);
    buffers.release();
    context.counters().retire(counters);
  }
}
