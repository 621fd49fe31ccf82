package io.framelab.loadgen;

import io.framelab.codec.FrameDescriptor;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * What a load thread knows of one connection. Fields instead of accessors: its thread alone touches
 * them, in every turn of its loop. Invariant: {@code acked <= sent <= limit}, and never more than a
 * window between the first two.
 */
final class LoadConnection {
  /**
   * An id is the connection's number above this many bits of sequence: weeks of Submits at any
   * speed.
   */
  static final int SEQUENCE_BITS = 48;

  /**
   * The most connections: their numbers fill the rest of the id, and one target has no more ports
   * for one peer anyway.
   */
  static final int MAX_CONNECTIONS = 1 << (Long.SIZE - SEQUENCE_BITS);

  final int number;
  final SocketChannel channel;
  final SentRuns runs;
  private final int window;
  private final long firstId;

  /** Registered for reading while the connection lives. */
  SelectionKey key;

  /** Submits wholly written; also the sequence of the next one. */
  long sent;

  /** Submits acknowledged; also the sequence whose ack comes next. */
  long acked;

  /** Sequence at which sending stops, exclusive. */
  long limit;

  /** In an open loop: stands at {@link #sent}; null before a schedule began. */
  SendCursor toSend;

  /** In an open loop: stands at {@link #acked}. */
  SendCursor toAck;

  /** In an open loop: the window was full or the socket blocked after the last write. */
  boolean held;

  /** In an open loop: since when it is held and that was not counted. */
  long heldSinceNs;

  /**
   * In an open loop: when the last hold began. A hold goes on, however often a few Submits leave in
   * between, until none is left that was due in it.
   */
  long holdFromNs;

  /** In an open loop: when the last hold ended, for now; Submits due before waited for it. */
  long holdToNs;

  /**
   * An ack said that the server wants authentication; it may then close, which is no early close.
   */
  boolean refused;

  /** Bytes of the Submit {@link #sent} that the socket took already. */
  int frameOffset;

  /** When the first byte of the Submit that is written in part was written. */
  long frameBegunNs;

  /** When the socket last took a byte. */
  long lastWriteNs;

  /** When the last ack came. */
  long lastAckNs;

  /** The beginning of an ack whose end has not come yet. */
  final byte[] leftover = new byte[FrameDescriptor.ACK_LENGTH];

  int leftoverLength;

  /** Our half is shut down: all was acknowledged, and only the end of the stream may come. */
  boolean finishing;

  LoadConnection(final int number, final SocketChannel channel, final int window) {
    this(number, channel, window, SentRuns.MAX_RUNS);
  }

  /** A connection that keeps at most {@code maxRuns} unanswered writes. */
  LoadConnection(
      final int number, final SocketChannel channel, final int window, final int maxRuns) {
    this.number = number;
    this.channel = channel;
    this.window = window;
    this.firstId = (long) number << SEQUENCE_BITS;
    this.runs = new SentRuns(window, maxRuns);
  }

  /** The id of a sequence; no other connection of the run has it. */
  long id(final long sequence) {
    return firstId + sequence;
  }

  /** The sequence of an id; far outside what was sent if the id is another connection's. */
  long sequence(final long id) {
    return id - firstId;
  }

  long outstanding() {
    return sent - acked;
  }

  /** How many Submits may be written now, the one written in part included. */
  long allowance() {
    if (!runs.hasRoom()) {
      return 0;
    }
    final long left = limit - sent;
    return window == 0 ? left : Math.min(left, window - (sent - acked));
  }

  /**
   * Submits that this connection still has to see acknowledged before it has done what it was told.
   */
  long owed() {
    return limit - acked;
  }

  /** Allows {@code submits} more; one that is written in part is finished in any case. */
  void allow(final long submits) {
    final long least = frameOffset > 0 ? 1 : 0;
    limit = submits == Transceiver.UNLIMITED ? submits : sent + Math.max(submits, least);
  }

  /** Begins a schedule; everything that was sent before is acknowledged. */
  void begin(final SendSchedule schedule) {
    toSend = schedule.cursor(number);
    toAck = schedule.cursor(number);
    held = false;
    holdFromNs = schedule.originNs();
    holdToNs = holdFromNs;
  }

  /** Window or socket holds up from now on what is not sent. */
  void hold(final long nowNs) {
    if (toSend.intendedNs >= holdToNs) {
      holdFromNs = nowNs;
    }
    held = true;
    heldSinceNs = nowNs;
  }

  /** Window and socket let Submits leave. */
  void release(final long nowNs) {
    held = false;
    holdToNs = nowNs;
  }

  /** Whether a Submit that has not left became due while window or socket held it up. */
  boolean isHeldUp(final long intendedNs) {
    return intendedNs >= holdFromNs && (held || intendedNs < holdToNs);
  }

  /** Whether it is not known yet how many Submits will have been sent. */
  boolean isEndless() {
    return limit == Transceiver.UNLIMITED;
  }

  /** Whether the server owes something and was silent for longer than that. */
  boolean isSilent(final long nowNs, final long timeoutNs) {
    if (outstanding() > 0) {
      return Math.min(nowNs - lastAckNs, nowNs - runs.oldestSentNs()) > timeoutNs;
    }
    return frameOffset > 0 && nowNs - lastWriteNs > timeoutNs;
  }
}
