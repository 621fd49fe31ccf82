package io.framelab.server.netty;

import io.framelab.codec.Packet;
import io.framelab.metrics.CounterShard;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.Session;
import java.util.function.Function;

/** Brings packets, as {@link PacketHandler} makes them, to the session. */
final class PacketSessionHandler extends SessionHandler {
  PacketSessionHandler(
      final EngineContext context,
      final CounterShard counters,
      final Function<SessionHandler, AckWriter> acks) {
    super(context, counters, acks);
  }

  @Override
  void read(final Object packet, final Session session) {
    session.onPacket((Packet) packet);
  }
}
