package io.framelab.loadgen;

import io.framelab.codec.FrameDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads acks: one read, all of its acks verified, their times recorded. Owned by one load thread,
 * with the read buffer that all its connections share; a connection keeps only the bytes of an ack
 * that is not complete.
 *
 * <pre>
 *   | leftover room | what the read gave                            |
 *   |     beginning | end | ack | ack | ack | ... | beginning       |   joined without a copy of the read
 * </pre>
 */
final class AckReader {
  /** Holds more acks than any window that a socket buffer lets come at once. */
  private static final int READ_BYTES = 128 * 1024;

  private static final int START = FrameDescriptor.ACK_LENGTH;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(START + READ_BYTES);
  private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
  private final LoadCounters counters;
  private final AckVerifier verifier;
  private final TimesRecorder recorder;
  private final LongSupplier nanoClock;

  /** Submits that are intended earlier belong to the warm-up; of open loops only. */
  private long measuredFromNs;

  AckReader(
      final LoadCounters counters, final TimesRecorder recorder, final LongSupplier nanoClock) {
    this.counters = counters;
    this.verifier = new AckVerifier(counters);
    this.recorder = recorder;
    this.nanoClock = nanoClock;
  }

  /** A schedule begins. */
  void begin(final SendSchedule schedule) {
    measuredFromNs = schedule.measuredFromNs();
  }

  /**
   * Reads once.
   *
   * @return false at the end of the stream.
   * @throws Violation if an ack may not come.
   * @throws IOException if the connection is gone.
   */
  boolean read(final LoadConnection connection) throws IOException {
    bytes.limit(bytes.capacity()).position(START);
    final int length = connection.channel.read(bytes);
    if (length <= 0) {
      return length == 0;
    }
    final long nowNs = nanoClock.getAsLong();
    counters.add(LoadCounter.BYTES_IN, length);
    final int offset = START - connection.leftoverLength;
    buffer.putBytes(offset, connection.leftover, 0, connection.leftoverLength);
    final long acked = connection.acked;
    final int rest = verifier.verify(connection, buffer, offset, START + length);
    connection.leftoverLength = START + length - rest;
    buffer.getBytes(rest, connection.leftover, 0, connection.leftoverLength);
    if (connection.acked > acked) {
      connection.lastAckNs = nowNs;
      record(connection, acked, nowNs);
    }
    return true;
  }

  private void record(final LoadConnection connection, final long from, final long nowNs) {
    final PhaseTimes times = recorder.enter();
    try {
      final long to = connection.acked;
      if (connection.toAck == null) {
        connection.runs.acknowledge(from, to, nowNs, times.measured.service);
      } else {
        final long measured = recordResponse(connection.toAck, from, to, nowNs, times);
        connection.runs.acknowledge(from, measured, nowNs, times.warmup.service);
        connection.runs.acknowledge(measured, to, nowNs, times.measured.service);
      }
    } finally {
      recorder.exit();
    }
  }

  /**
   * No ack will come any more. In an open loop, how long each was awaited counts as its response
   * time, which is the least that this would have been.
   */
  void giveUp(final LoadConnection connection) {
    if (connection.toAck != null) {
      final PhaseTimes times = recorder.enter();
      try {
        recordResponse(
            connection.toAck, connection.acked, connection.sent, nanoClock.getAsLong(), times);
      } finally {
        recorder.exit();
      }
    }
  }

  /** Returns the first sequence that belongs to the measured window, at most {@code to}. */
  private long recordResponse(
      final SendCursor cursor,
      final long from,
      final long to,
      final long nowNs,
      final PhaseTimes times) {
    long sequence = from;
    for (; sequence < to && cursor.intendedNs < measuredFromNs; sequence++) {
      Times.record(times.warmup.response, nowNs - cursor.intendedNs);
      cursor.advance();
    }
    final long measured = sequence;
    final Histogram response = times.measured.response;
    for (; sequence < to; sequence++) {
      Times.record(response, nowNs - cursor.intendedNs);
      cursor.advance();
    }
    return measured;
  }
}
