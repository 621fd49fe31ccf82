package io.framelab.loadgen;

import org.HdrHistogram.Histogram;

/**
 * When the unacknowledged Submits of one connection were sent: a ring of runs, each all the Submits
 * that one write finished. That makes the service time of every Submit exact at the price of one
 * clock reading per write. Owned by one thread.
 *
 * <pre>
 *   sequence   0 ......... 99 | 100 ..... 179 | 180 ....... 299
 *              run, sent at t0| run, sent at t1 | run, sent at t2      an ack of 150 takes now - t1
 * </pre>
 */
final class SentRuns {
  /**
   * The most runs kept; a connection that has more writes than this unanswered waits with the next
   * one.
   */
  static final int MAX_RUNS = 512;

  /**
   * The same in an open loop, which sends many Submits one by one. Its windows must not be smaller
   * than asked for, or the ring would hold up Submits and the server would be blamed: so larger
   * windows than {@link #MAX_OPEN_LOOP_WINDOW} are refused. 2 MiB for a connection that has so much
   * unanswered.
   */
  static final int MAX_OPEN_LOOP_RUNS = 131_072;

  /**
   * A write ends at most two runs: a Submit that an earlier write began, and those that it wrote
   * whole.
   */
  static final int RUNS_PER_WRITE = 2;

  /** The largest window that always fits, also if each of its Submits is a run. */
  static final int MAX_OPEN_LOOP_WINDOW = MAX_OPEN_LOOP_RUNS - RUNS_PER_WRITE;

  /** Enough for a window of batches; most connections never need more. */
  private static final int FIRST_CAPACITY = 16;

  private final int capacity;
  private long[] endSequences;
  private long[] sentNs;
  private int mask;
  private long head;
  private long tail;

  /** A ring for a window of that many Submits; 0 is no window. */
  SentRuns(final int window, final int maxRuns) {
    capacity = capacity(window, maxRuns);
    final int first = Math.min(capacity, FIRST_CAPACITY);
    endSequences = new long[first];
    sentNs = new long[first];
    mask = first - 1;
  }

  private static int capacity(final int window, final int maxRuns) {
    final int wanted =
        window == 0 ? maxRuns : (int) Math.min((long) window + RUNS_PER_WRITE, maxRuns);
    return Integer.highestOneBit(wanted - 1) << 1;
  }

  /** The heap that a ring takes when it has grown to its end. */
  static long maxBytes(final int window, final int maxRuns) {
    return 2L * Long.BYTES * capacity(window, maxRuns);
  }

  boolean hasRoom() {
    return tail - head <= capacity - RUNS_PER_WRITE;
  }

  boolean isEmpty() {
    return head == tail;
  }

  /** When the oldest unacknowledged Submit was sent; only if there is one. */
  long oldestSentNs() {
    return sentNs[(int) head & mask];
  }

  /** Adds the Submits up to {@code endSequence}, exclusive. */
  void add(final long endSequence, final long nowNs) {
    if (tail - head > mask) {
      grow();
    }
    final int slot = (int) tail & mask;
    endSequences[slot] = endSequence;
    sentNs[slot] = nowNs;
    tail++;
  }

  /** Twice as large; the runs keep their numbers, of which the ring takes one bit more. */
  private void grow() {
    final long[] oldEnds = endSequences;
    final long[] oldSent = sentNs;
    final int oldMask = mask;
    endSequences = new long[2 * oldEnds.length];
    sentNs = new long[2 * oldSent.length];
    mask = endSequences.length - 1;
    for (long run = head; run < tail; run++) {
      endSequences[(int) run & mask] = oldEnds[(int) run & oldMask];
      sentNs[(int) run & mask] = oldSent[(int) run & oldMask];
    }
  }

  /**
   * Records the service time of the Submits from {@code fromSequence} to {@code toSequence},
   * exclusive, and forgets them.
   */
  void acknowledge(
      final long fromSequence, final long toSequence, final long nowNs, final Histogram service) {
    long from = fromSequence;
    while (from < toSequence) {
      final int slot = (int) head & mask;
      final long end = endSequences[slot];
      final long to = Math.min(end, toSequence);
      Times.record(service, nowNs - sentNs[slot], to - from);
      from = to;
      if (to == end) {
        head++;
      }
    }
  }
}
