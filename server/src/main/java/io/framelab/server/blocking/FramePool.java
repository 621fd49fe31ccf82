package io.framelab.server.blocking;

import io.framelab.server.core.Session;
import java.io.IOException;
import java.io.InputStream;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;

/**
 * Lends the objects of a frame from one pool for all connections, as Go's {@code sync.Pool} does;
 * the session reads the frame where it lies. Any thread may use it. An object belongs to who took
 * it until it is given back.
 */
final class FramePool implements FrameSource {
  /**
   * A frame is held only while its handler runs, so this many are in use only if as many threads
   * run at once.
   */
  private static final int MAX_POOLED = 1024;

  /**
   * A frame that had to grow beyond this is left to the collector, or a few long ones would keep
   * the pool large for ever.
   */
  private static final int MAX_POOLED_BYTES = 16 * FrameBytes.INITIAL_BYTES;

  private final MessagePassingQueue<FrameBytes> pool = new MpmcAtomicArrayQueue<>(MAX_POOLED);

  @Override
  public void readFrame(final InputStream in, final int frameLength, final Session session)
      throws IOException {
    final FrameBytes frame = take();
    try {
      frame.readRest(in, frameLength);
      session.onFrame(frame.buffer(), 0, frameLength);
    } finally {
      giveBack(frame);
    }
  }

  private FrameBytes take() {
    final FrameBytes pooled = pool.relaxedPoll();
    return pooled == null ? new FrameBytes(FrameBytes.INITIAL_BYTES) : pooled;
  }

  private void giveBack(final FrameBytes frame) {
    if (frame.capacityBytes() <= MAX_POOLED_BYTES) {
      pool.relaxedOffer(frame);
    }
  }
}
