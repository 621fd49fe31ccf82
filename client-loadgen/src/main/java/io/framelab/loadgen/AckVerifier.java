package io.framelab.loadgen;

import static io.framelab.codec.FrameDescriptor.ACK_LENGTH;

import io.framelab.codec.CommandId;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.SubmitAckFlyweight;
import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * Compares every ack with the only one that may come next: length, command, id, result. Owned by
 * one thread; the bytes stay the caller's.
 */
final class AckVerifier {
  private static final int OK = AckResult.OK.ordinal();

  private final LoadCounters counters;

  /** Results other than ok in the batch at hand, by code. */
  private final long[] results = new long[AckResult.COUNT];

  AckVerifier(final LoadCounters counters) {
    this.counters = counters;
  }

  /**
   * Verifies whole acks and moves the connection past them.
   *
   * @param connection whose acks they are.
   * @param buffer holds them.
   * @param offset of the first byte.
   * @param limit behind the last byte.
   * @return the offset of the first byte that belongs to no whole ack.
   * @throws Violation at the first ack that may not come; those before it are counted.
   */
  int verify(
      final LoadConnection connection,
      final DirectBuffer buffer,
      final int offset,
      final int limit) {
    final long whole = (limit - offset) / ACK_LENGTH;
    final int count = (int) Math.min(whole, connection.outstanding());
    final int end = offset + count * ACK_LENGTH;
    final int verified = verifyRun(connection, buffer, offset, end);
    if (verified != end) {
      throw explain(connection, buffer, verified);
    }
    if (count < whole) {
      throw explain(connection, buffer, end);
    }
    judgeBeginning(connection, buffer, end, limit);
    return end;
  }

  private int verifyRun(
      final LoadConnection connection, final DirectBuffer buffer, final int offset, final int end) {
    final long firstId = connection.id(connection.acked);
    long id = firstId;
    int at = offset;
    while (at < end
        && (SubmitAckFlyweight.matches(buffer, at, id, OK) || countOther(buffer, at, id))) {
      id++;
      at += ACK_LENGTH;
    }
    count(connection, id - firstId);
    return at;
  }

  private void count(final LoadConnection connection, final long acks) {
    connection.acked += acks;
    counters.add(LoadCounter.ACKED, acks);
    long others = 0;
    for (int code = OK + 1; code < AckResult.COUNT; code++) {
      if (results[code] != 0) {
        counters.addResult(code, results[code]);
        others += results[code];
        results[code] = 0;
        connection.refused |= code == AckResult.UNAUTHENTICATED.ordinal();
      }
    }
    counters.addResult(OK, acks - others);
  }

  private boolean countOther(final DirectBuffer buffer, final int offset, final long id) {
    for (int code = OK + 1; code < AckResult.COUNT; code++) {
      if (SubmitAckFlyweight.matches(buffer, offset, id, code)) {
        results[code]++;
        return true;
      }
    }
    return false;
  }

  /** Garbage shorter than an ack must not hide until the timeout. */
  private static void judgeBeginning(
      final LoadConnection connection,
      final DirectBuffer buffer,
      final int offset,
      final int limit) {
    if (limit - offset >= FrameDescriptor.LENGTH_BYTES
        && FrameDescriptor.frameLength(buffer, offset) != ACK_LENGTH) {
      throw notAnAck(connection, buffer, offset);
    }
  }

  private static Violation notAnAck(
      final LoadConnection connection, final DirectBuffer buffer, final int offset) {
    final int length = FrameDescriptor.frameLength(buffer, offset);
    return new Violation(
        ViolationKind.NOT_AN_ACK,
        connection,
        String.format(Locale.ROOT, "a frame length of %d (0x%08x)", length, length));
  }

  private static Violation explain(
      final LoadConnection connection, final DirectBuffer buffer, final int offset) {
    if (FrameDescriptor.frameLength(buffer, offset) != ACK_LENGTH) {
      return notAnAck(connection, buffer, offset);
    }
    final int command = FrameDescriptor.command(buffer, offset);
    if (command != CommandId.SUBMIT_ACK_CODE) {
      return new Violation(
          ViolationKind.NOT_AN_ACK,
          connection,
          String.format(Locale.ROOT, "the command 0x%02x", command));
    }
    final SubmitAckFlyweight ack = new SubmitAckFlyweight();
    ack.wrap(buffer, offset, ACK_LENGTH);
    final long sequence = connection.sequence(ack.id());
    if (sequence == connection.acked && connection.outstanding() > 0) {
      return new Violation(
          ViolationKind.BAD_RESULT, connection, "the same with result " + ack.result());
    }
    return new Violation(kindOf(connection, sequence), connection, "id " + Violation.hex(ack.id()));
  }

  private static ViolationKind kindOf(final LoadConnection connection, final long sequence) {
    if (sequence < 0 || sequence >= 1L << LoadConnection.SEQUENCE_BITS) {
      return ViolationKind.BAD_ID;
    }
    if (sequence < connection.acked) {
      return ViolationKind.DUPLICATE;
    }
    return sequence < connection.sent ? ViolationKind.REORDERED : ViolationKind.NEVER_SENT;
  }
}
