package io.framelab.server.blocking;

import io.framelab.codec.Packet;
import io.framelab.codec.PacketCodec;
import io.framelab.metrics.CounterShard;
import java.io.OutputStream;
import org.agrona.concurrent.UnsafeBuffer;

/** A new packet and new bytes for every ack. */
final class FreshAcks extends AckWriter {
  private final PacketCodec codec = new PacketCodec();

  FreshAcks(final OutputStream out, final CounterShard counters) {
    super(out, counters);
  }

  @Override
  byte[] submitAckFrame(final long id, final int result) {
    return frame(new Packet.SubmitAck(id, result));
  }

  @Override
  byte[] connAckFrame(final long id, final int result) {
    return frame(new Packet.ConnAck(id, result));
  }

  private byte[] frame(final Packet ack) {
    final byte[] frame = new byte[ack.frameLength()];
    codec.encode(ack, new UnsafeBuffer(frame), 0);
    return frame;
  }
}
