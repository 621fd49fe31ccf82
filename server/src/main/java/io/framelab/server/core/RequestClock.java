package io.framelab.server.core;

import io.framelab.metrics.CounterShard;
import java.util.Arrays;

/**
 * How long an owner's Submits take inside the server: from the read that brought the end of a
 * Submit, as soon as it has returned, to the flush that handed its ack to the socket, as soon as
 * that has returned. Used by the owner's thread only.
 *
 * <p>The clock is read once for all that a read brought, and once for all that a flush handed over:
 * the acks of a batch count as equally long. Where a loop tells its turns, the second reading is
 * the beginning of its next connection's batch, whose read is then part of it.
 *
 * <pre>
 *   read returns      handler, acks       flush returns
 *   | readReturned() ------------------- flushed(n) |       n requests, one duration
 *   | readReturned() - LATER . . . . . . flushed(1) |       from its own read, though others came between
 *
 *   turn    read, handler, acks   flush returns   read, handler, acks   flush returns
 *   | nextRead() ------------- flushed(n) | nextRead() ------------- flushed(m) |       two connections
 * </pre>
 *
 * <p>The event-loop engines with Netty's frame decoder read the clock when it has found the first
 * frame of a read. A read that only begins a frame counts for nothing.
 *
 * <p>Not in it: the time that bytes lie in the kernel before they are read, the time that a peer
 * which does not read makes an ack wait after its flush, and on io_uring the write itself, which
 * the ring does later. An answer that comes late counts from its own Submit's read. An ack that
 * never gets as far as a flush is not counted.
 */
final class RequestClock {
  private static final long[] NONE = {};
  private static final int FIRST_ROOM = 16;

  private final CounterShard shard;
  private long readNs;
  private long flushedNs;
  private boolean flushIsLast;

  /**
   * When the Submits had come whose acks leave with the next flush, and that came by older reads.
   */
  private long[] olderNs = NONE;

  private int older;

  RequestClock(final CounterShard shard) {
    this.shard = shard;
  }

  void readReturned() {
    readNs = System.nanoTime();
  }

  /** Begins a batch where the last flush ended, if nothing but that has been done since. */
  void nextRead() {
    readNs = flushIsLast ? flushedNs : System.nanoTime();
    flushIsLast = false;
  }

  /** The acks of which {@link #acked} was told will not leave. */
  void forgetAcked() {
    older = 0;
  }

  /** The thread may have slept since the last flush. */
  void forgetFlush() {
    flushIsLast = false;
  }

  /** When what is handled now was read. */
  long readNs() {
    return readNs;
  }

  /** An ack goes out that had to wait for its answer or for its elders. */
  void acked(final long submitReadNs) {
    if (submitReadNs != readNs) {
      if (older == olderNs.length) {
        olderNs = Arrays.copyOf(olderNs, Math.max(FIRST_ROOM, 2 * older));
      }
      olderNs[older++] = submitReadNs;
    }
  }

  /**
   * A flush has returned.
   *
   * @param acks that it handed over, 1 or more; those of older reads included.
   */
  void flushed(final int acks) {
    final long nowNs = System.nanoTime();
    flushedNs = nowNs;
    flushIsLast = true;
    if (acks > older) {
      shard.addRequests(nowNs - readNs, acks - older);
    }
    if (older > 0) {
      countOlder(nowNs);
    }
  }

  private void countOlder(final long nowNs) {
    for (int i = 0; i < older; i++) {
      shard.addRequests(nowNs - olderNs[i], 1);
    }
    older = 0;
    olderNs = NONE;
  }
}
