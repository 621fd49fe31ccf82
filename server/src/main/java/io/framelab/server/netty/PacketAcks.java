package io.framelab.server.netty;

import io.framelab.codec.Packet;
import io.framelab.metrics.CounterShard;

/** A packet for each ack; {@link PacketHandler} makes a frame of it. */
final class PacketAcks extends SingleAcks {
  PacketAcks(final SessionHandler owner, final CounterShard counters, final boolean flushEach) {
    super(owner, counters, flushEach);
  }

  @Override
  Object submitAckMessage(final long id, final int result) {
    return new Packet.SubmitAck(id, result);
  }

  @Override
  Object connAckMessage(final long id, final int result) {
    return new Packet.ConnAck(id, result);
  }
}
