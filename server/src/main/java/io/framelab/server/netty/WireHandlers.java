package io.framelab.server.netty;

import io.netty.channel.ChannelPipeline;
import java.util.function.Function;

/**
 * The way of a byte through a connection, and of its ack back: the steps from {@code netty} to
 * {@code coalesced}, whatever the transport. Immutable: any thread may use it.
 */
public enum WireHandlers {
  /** Netty's frame decoder, packets as values, a flush for each ack. */
  FLUSH_PER_ACK {
    @Override
    void addTo(final ChannelPipeline pipeline, final ChannelLoop loop) {
      addPacketHandlers(pipeline, loop, true);
    }
  },
  /** The same, with one flush for all acks of a read. */
  FLUSH_PER_READ {
    @Override
    void addTo(final ChannelPipeline pipeline, final ChannelLoop loop) {
      addPacketHandlers(pipeline, loop, false);
    }
  },
  /** Frames are decoded where they lie, acks are encoded where they leave from; no packets. */
  IN_PLACE {
    @Override
    void addTo(final ChannelPipeline pipeline, final ChannelLoop loop) {
      addFrameHandler(pipeline, loop, owner -> new FrameAcks(owner, loop.counters()));
    }
  },
  /** The same, with all acks of a read in one buffer. */
  COALESCED {
    @Override
    void addTo(final ChannelPipeline pipeline, final ChannelLoop loop) {
      addFrameHandler(pipeline, loop, owner -> new CoalescedAcks(owner, loop.counters()));
    }
  };

  /** Prepares a connection; called by the loop that will own it. */
  abstract void addTo(ChannelPipeline pipeline, ChannelLoop loop);

  private static void addPacketHandlers(
      final ChannelPipeline pipeline, final ChannelLoop loop, final boolean flushEach) {
    pipeline.addLast(
        new LengthFieldFrames(loop.context().frameDecoder(), loop.counters()),
        new PacketHandler(),
        new PacketSessionHandler(loop, owner -> new PacketAcks(owner, loop.counters(), flushEach)));
  }

  private static void addFrameHandler(
      final ChannelPipeline pipeline,
      final ChannelLoop loop,
      final Function<SessionHandler, AckWriter> acks) {
    pipeline.addLast(new FrameSessionHandler(loop, acks));
  }
}
