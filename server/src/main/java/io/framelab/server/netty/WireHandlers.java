package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.framelab.server.core.EngineContext;
import io.netty.channel.socket.SocketChannel;
import java.util.function.Function;

/**
 * The way of a byte through a connection, and of its ack back: the steps from {@code netty} to
 * {@code coalesced}, whatever the transport. Immutable: any thread may use it.
 */
public enum WireHandlers {
  /** Netty's frame decoder, packets as values, a flush for each ack. */
  FLUSH_PER_ACK {
    @Override
    void addTo(
        final SocketChannel connection, final EngineContext context, final CounterShard counters) {
      addPacketHandlers(connection, context, counters, true);
    }
  },
  /** The same, with one flush for all acks of a read. */
  FLUSH_PER_READ {
    @Override
    void addTo(
        final SocketChannel connection, final EngineContext context, final CounterShard counters) {
      addPacketHandlers(connection, context, counters, false);
    }
  },
  /** Frames are decoded where they lie, acks are encoded where they leave from; no packets. */
  IN_PLACE {
    @Override
    void addTo(
        final SocketChannel connection, final EngineContext context, final CounterShard counters) {
      addFrameHandler(connection, context, counters, owner -> new FrameAcks(owner, counters));
    }
  },
  /** The same, with all acks of a read in one buffer. */
  COALESCED {
    @Override
    void addTo(
        final SocketChannel connection, final EngineContext context, final CounterShard counters) {
      addFrameHandler(connection, context, counters, owner -> new CoalescedAcks(owner, counters));
    }
  };

  /** Prepares a connection; called by the loop that will own it. */
  abstract void addTo(SocketChannel connection, EngineContext context, CounterShard counters);

  private static void addPacketHandlers(
      final SocketChannel connection,
      final EngineContext context,
      final CounterShard counters,
      final boolean flushEach) {
    connection
        .pipeline()
        .addLast(
            new LengthFieldFrames(context.frameDecoder(), counters),
            new PacketHandler(),
            new PacketSessionHandler(
                context, counters, owner -> new PacketAcks(owner, counters, flushEach)));
  }

  private static void addFrameHandler(
      final SocketChannel connection,
      final EngineContext context,
      final CounterShard counters,
      final Function<SessionHandler, AckWriter> acks) {
    connection
        .pipeline()
        .addLast(new FrameSessionHandler(context, counters, connection.alloc(), acks));
  }
}
