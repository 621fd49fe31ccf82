package io.framelab.metrics;

import java.util.HashMap;
import java.util.Map;

/**
 * What threads have allocated on the heap, split into those that move bytes and all others. Any
 * thread may call it.
 *
 * <p>The JVM forgets a platform thread's figure when the thread ends. A thread that lives shorter
 * than the time between two scrapes therefore calls {@link #retire()} as its last act; a virtual
 * thread need not, because its allocations stand with its carrier.
 */
public final class AllocatedBytes {
  /** How the name of every platform thread that moves bytes begins. */
  public static final String IO_THREAD_PREFIX = "framelab-io-";

  /**
   * The group that the JDK puts the carriers of virtual threads into. Their pool's number varies.
   */
  private static final String CARRIER_GROUP = "CarrierThreads";

  /**
   * Retired threads that are remembered one by one, lest a scrape counts them again while they end.
   * Bounds the memory of a server that nobody scrapes; folding costs a walk over all live threads.
   */
  private static final int RETIRED_MAX = 1024;

  private final ThreadAllocations allocations = new ThreadAllocations();
  private final Map<Long, Long> bytesByIoThread = new HashMap<>();
  private final Map<Long, Long> bytesByOtherThread = new HashMap<>();
  private boolean countCarriers;
  private int retiredCount;
  private long endedIoBytes;
  private long endedOtherBytes;
  private long ioBytes;
  private long otherBytes;

  /** Creates the counter; it sees what threads that are alive now allocated before, too. */
  public AllocatedBytes() {}

  /**
   * Makes carriers of virtual threads count as threads that move bytes. Called before it serves by
   * an engine whose connections live on virtual threads.
   */
  public synchronized void countCarriers() {
    countCarriers = true;
  }

  /**
   * Keeps what the calling thread has allocated, to be called by a connection's thread as its last
   * act. Does nothing on a virtual thread.
   */
  public synchronized void retire() {
    final Thread thread = Thread.currentThread();
    final long bytes = allocations.ofThread(thread.getId());
    if (bytes >= 0 && isIo(thread)) {
      bytesByIoThread.merge(thread.getId(), bytes, Math::max);
      if (++retiredCount >= RETIRED_MAX) {
        sample();
      }
    }
  }

  /** Reads all threads anew; {@link #ioBytes()} and {@link #otherBytes()} then tell the result. */
  public synchronized void sample() {
    final Map<Long, Long> liveIo = new HashMap<>();
    final Map<Long, Long> liveOther = new HashMap<>();
    for (final Thread thread : allocations.liveThreads()) {
      final long bytes = allocations.ofThread(thread.getId());
      if (bytes >= 0) {
        (isIo(thread) ? liveIo : liveOther).put(thread.getId(), bytes);
      }
    }
    endedIoBytes += takeOver(bytesByIoThread, liveIo);
    endedOtherBytes += takeOver(bytesByOtherThread, liveOther);
    retiredCount = 0;
    ioBytes = Math.max(ioBytes, endedIoBytes + sum(bytesByIoThread));
    final long total = allocations.ofAllThreadsEver();
    final long rest = total < 0 ? endedOtherBytes + sum(bytesByOtherThread) : total - ioBytes;
    otherBytes = Math.max(otherBytes, rest);
  }

  /**
   * Bytes that threads that move bytes had allocated at the last sample.
   *
   * @return never less than before.
   */
  public synchronized long ioBytes() {
    return ioBytes;
  }

  /**
   * Bytes that all other threads had allocated at the last sample. From JDK 21 on the JVM's own
   * threads and all that have ended are part of it; before, what a thread did between the last
   * sample and its end is missing.
   *
   * @return never less than before.
   */
  public synchronized long otherBytes() {
    return otherBytes;
  }

  private boolean isIo(final Thread thread) {
    if (thread.getName().startsWith(IO_THREAD_PREFIX)) {
      return true;
    }
    final ThreadGroup group = countCarriers ? thread.getThreadGroup() : null;
    return group != null && CARRIER_GROUP.equals(group.getName());
  }

  /** Replaces what is known by what is alive and returns the bytes of those that are gone. */
  private static long takeOver(final Map<Long, Long> known, final Map<Long, Long> live) {
    long endedBytes = 0;
    for (final Map.Entry<Long, Long> entry : known.entrySet()) {
      if (!live.containsKey(entry.getKey())) {
        endedBytes += entry.getValue();
      }
    }
    known.keySet().retainAll(live.keySet());
    live.forEach((id, bytes) -> known.merge(id, bytes, Math::max));
    return endedBytes;
  }

  private static long sum(final Map<Long, Long> bytesByThread) {
    return bytesByThread.values().stream().mapToLong(Long::longValue).sum();
  }
}
