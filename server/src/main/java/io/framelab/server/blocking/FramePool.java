package io.framelab.server.blocking;

import io.framelab.server.core.Session;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.BitUtil;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;

/**
 * Lends the objects of a frame from one pool for all connections, as Go's {@code sync.Pool} does;
 * the session reads the frame where it lies. Any thread may use it. An object belongs to who took
 * it until it is given back.
 */
final class FramePool implements FrameSource {
  /**
   * More frames than this are in use only while as many connections are inside one, and those above
   * it are left to the collector.
   */
  private static final int MAX_POOLED = 1024;

  /**
   * A frame that had to grow beyond this is left to the collector, or a few long ones would keep
   * the pool large for ever.
   */
  private static final int MAX_POOLED_BYTES = 16 * FrameBytes.INITIAL_BYTES;

  /** The least that a JCTools queue takes. */
  private static final int MIN_STRIPE = 2;

  /**
   * Go keeps a list per processor. Here a thread's id chooses a stripe, two for each processor, so
   * that two threads that run at once seldom meet.
   */
  private static final int STRIPES =
      BitUtil.findNextPositivePowerOfTwo(2 * Runtime.getRuntime().availableProcessors());

  private final List<MessagePassingQueue<FrameBytes>> stripes =
      Stream.<MessagePassingQueue<FrameBytes>>generate(
              () -> new MpmcAtomicArrayQueue<>(Math.max(MIN_STRIPE, MAX_POOLED / STRIPES)))
          .limit(STRIPES)
          .toList();

  @Override
  public void readFrame(final InputStream in, final int frameLength, final Session session)
      throws IOException {
    final MessagePassingQueue<FrameBytes> pool = stripe();
    final FrameBytes frame = take(pool);
    try {
      frame.readRest(in, frameLength);
      session.onFrame(frame.buffer(), 0, frameLength);
    } finally {
      giveBack(frame, pool);
    }
  }

  private static FrameBytes take(final MessagePassingQueue<FrameBytes> pool) {
    final FrameBytes pooled = pool.relaxedPoll();
    return pooled == null ? new FrameBytes(FrameBytes.INITIAL_BYTES) : pooled;
  }

  private static void giveBack(final FrameBytes frame, final MessagePassingQueue<FrameBytes> pool) {
    if (frame.capacityBytes() <= MAX_POOLED_BYTES) {
      pool.relaxedOffer(frame);
    }
  }

  private MessagePassingQueue<FrameBytes> stripe() {
    return stripes.get((int) Thread.currentThread().getId() & (STRIPES - 1));
  }
}
