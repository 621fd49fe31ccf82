package io.framelab.server.core;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A Submit that outlives its connection's read: the {@link Submission} that a handler sees on a
 * worker, over a payload of its own. Made by the thread that owns the connection, then handed to
 * one worker, who alone uses it from then on.
 */
final class QueuedSubmit implements Submission {
  private final long id;
  private final Peer peer;
  private final byte[] payload;
  private final Deferral deferral;

  /**
   * Null until the handler asks: that is left to the worker, since the loops are what is scarce.
   */
  private DirectBuffer buffer;

  private boolean deferred;

  private QueuedSubmit(
      final long id, final Peer peer, final byte[] payload, final Deferral deferral) {
    this.id = id;
    this.peer = peer;
    this.payload = payload;
    this.deferral = deferral;
  }

  /** Copies a Submit and promises its answer. The payload comes first, since that may fail. */
  static QueuedSubmit copyOf(final Submission submission) {
    final byte[] payload = submission.copyPayload();
    return new QueuedSubmit(submission.id(), submission.peer(), payload, submission.defer());
  }

  /**
   * Runs the handler, and passes on what it returns unless it has promised an answer of its own.
   */
  void handle(final GuardedHandler handler) {
    int result = ResultCode.FAILED;
    try {
      result = handler.onSubmit(this);
    } finally {
      if (!deferred || result != SubmitHandler.LATER) {
        deferral.complete(result);
      }
    }
  }

  /** Nobody will handle it: the client may try again. */
  void refuse() {
    deferral.complete(ResultCode.BUSY);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public DirectBuffer buffer() {
    if (buffer == null) {
      buffer = new UnsafeBuffer(payload);
    }
    return buffer;
  }

  @Override
  public int payloadOffset() {
    return 0;
  }

  @Override
  public int payloadLength() {
    return payload.length;
  }

  @Override
  public byte[] copyPayload() {
    return payload.clone();
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public Deferral defer() {
    deferred = true;
    return deferral;
  }
}
