package io.framelab.server.blocking;

import io.framelab.codec.PacketCodec;
import io.framelab.server.core.Session;
import java.io.IOException;
import java.io.InputStream;

/** New bytes and a new packet for every frame. */
final class FreshFrames implements FrameSource {
  private final PacketCodec codec = new PacketCodec();

  @Override
  public void readFrame(final InputStream in, final int frameLength, final Session session)
      throws IOException {
    final FrameBytes frame = new FrameBytes(frameLength);
    frame.readRest(in, frameLength);
    session.onPacket(codec.decodeRequest(frame.buffer(), 0, frameLength));
  }
}
