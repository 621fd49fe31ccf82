package io.framelab.server.core;

import io.framelab.codec.ProtocolException.Reason;
import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;

/**
 * What the sessions of an owner have counted since it last told the metrics: plain fields on the
 * way of a byte, one visit to the shard for a whole read. Used by the owner's thread only.
 */
final class SessionTally {
  private static final ServerCounter[] RESULTS = {
    ServerCounter.RESULT_OK,
    ServerCounter.RESULT_BUSY,
    ServerCounter.RESULT_REJECTED,
    ServerCounter.RESULT_UNAUTHENTICATED,
    ServerCounter.RESULT_FAILED
  };
  private static final Reason[] REASONS = Reason.values();
  private static final ServerCounter[] PROTOCOL_ERRORS = new ServerCounter[REASONS.length];

  static {
    for (final Reason reason : REASONS) {
      PROTOCOL_ERRORS[reason.ordinal()] = ServerCounter.valueOf("PROTOCOL_" + reason.name());
    }
  }

  /**
   * By result, without {@link ResultCode#OK}, which has a field of its own: most are that. Null
   * until there is another.
   */
  private int[] answeredOtherwise;

  private final CounterShard shard;
  private final RequestClock clock;
  private int received;
  private int answeredOk;
  private int unpublishedOthers;
  private int unflushed;

  SessionTally(final CounterShard shard) {
    this.shard = shard;
    this.clock = new RequestClock(shard);
  }

  void submitsReceived(final int count) {
    received += count;
  }

  void answeredOk(final int count) {
    answeredOk += count;
  }

  void answered(final int result) {
    if (result == ResultCode.OK) {
      answeredOk++;
    } else {
      answeredOtherwise(result);
    }
  }

  private void answeredOtherwise(final int result) {
    if (answeredOtherwise == null) {
      answeredOtherwise = new int[ResultCode.COUNT];
    }
    answeredOtherwise[result]++;
    unpublishedOthers++;
  }

  void publish() {
    if (received > 0) {
      shard.add(ServerCounter.REQ_RECV, received);
      received = 0;
    }
    if (answeredOk > 0) {
      shard.add(ServerCounter.RESULT_OK, answeredOk);
      unflushed += answeredOk;
      answeredOk = 0;
    }
    if (unpublishedOthers > 0) {
      publishOthers();
    }
  }

  /** The acks of all answers that were published have just been flushed. */
  void flushed() {
    if (unflushed > 0) {
      clock.flushed(unflushed);
      unflushed = 0;
    }
  }

  /** A connection has ended; what it did not come to flush is no other one's. */
  void forgetUnflushed() {
    unflushed = 0;
    clock.forgetAcked();
  }

  RequestClock clock() {
    return clock;
  }

  void ackOwed() {
    shard.add(ServerCounter.ACKS_OWED, 1);
  }

  void acksSettled(final int count) {
    shard.add(ServerCounter.ACKS_SETTLED, count);
  }

  void accepted() {
    shard.add(ServerCounter.ACCEPTED, 1);
  }

  void closed(final CloseReason reason) {
    shard.add(reason.counter(), 1);
  }

  void protocolError(final Reason reason) {
    shard.add(PROTOCOL_ERRORS[reason.ordinal()], 1);
  }

  private void publishOthers() {
    unflushed += unpublishedOthers;
    for (int result = 0; result < answeredOtherwise.length; result++) {
      shard.add(RESULTS[result], answeredOtherwise[result]);
      answeredOtherwise[result] = 0;
    }
    unpublishedOthers = 0;
  }
}
