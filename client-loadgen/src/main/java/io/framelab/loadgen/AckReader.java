package io.framelab.loadgen;

import io.framelab.codec.FrameDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.HdrHistogram.SingleWriterRecorder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads acks: one read, all of its acks verified, their service times recorded run by run. Owned by
 * one load thread, with the read buffer that all its connections share; a connection keeps only the
 * bytes of an ack that is not complete.
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
  private final SingleWriterRecorder recorder;
  private final LongSupplier nanoClock;

  AckReader(
      final LoadCounters counters,
      final SingleWriterRecorder recorder,
      final LongSupplier nanoClock) {
    this.counters = counters;
    this.verifier = new AckVerifier(counters);
    this.recorder = recorder;
    this.nanoClock = nanoClock;
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
      connection.runs.acknowledge(acked, connection.acked, nowNs, recorder);
    }
    return true;
  }
}
