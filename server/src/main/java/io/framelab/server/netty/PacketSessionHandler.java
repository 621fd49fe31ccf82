package io.framelab.server.netty;

import io.framelab.codec.Packet;
import io.framelab.server.core.Session;
import java.util.function.Function;

/** Brings packets, as {@link PacketHandler} makes them, to the session. */
final class PacketSessionHandler extends SessionHandler {
  PacketSessionHandler(final ChannelLoop loop, final Function<SessionHandler, AckWriter> acks) {
    super(loop, acks);
  }

  @Override
  void read(final Object packet, final Session session) {
    session.onPacket((Packet) packet);
  }
}
