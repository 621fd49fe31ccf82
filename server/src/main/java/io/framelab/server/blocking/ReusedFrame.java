package io.framelab.server.blocking;

import io.framelab.server.core.Session;
import java.io.IOException;
import java.io.InputStream;

/**
 * The same bytes for every frame of a connection, whose thread owns them: no pool, no packet. The
 * session reads the frame where it lies.
 */
final class ReusedFrame implements FrameSource {
  private FrameBytes frame = new FrameBytes(FrameBytes.INITIAL_BYTES);

  @Override
  public void readFrame(final InputStream in, final int frameLength, final Session session)
      throws IOException {
    frame.readRest(in, frameLength);
    session.onFrame(frame.buffer(), 0, frameLength);
    if (frame.isGrown()) {
      frame = new FrameBytes(FrameBytes.INITIAL_BYTES);
    }
  }
}
