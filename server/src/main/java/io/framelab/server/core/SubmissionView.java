package io.framelab.server.core;

import org.agrona.DirectBuffer;

/** The {@link Submission} of an owner, laid over one Submit after another of any session of its. */
final class SubmissionView implements Submission {
  private Session session;
  private PendingAck deferral;
  private long id;
  private DirectBuffer buffer;
  private int payloadOffset;
  private int payloadLength;

  /** Whose Submits come now; what a failure has left of another session's is none of theirs. */
  void of(final Session session) {
    if (deferral != null) {
      deferral = null;
    }
    // Mostly these are the same as before, and storing a reference costs the collector's card mark.
    if (this.session != session) {
      this.session = session;
    }
  }

  void wrap(
      final long id, final DirectBuffer buffer, final int payloadOffset, final int payloadLength) {
    this.id = id;
    if (this.buffer != buffer) {
      this.buffer = buffer;
    }
    this.payloadOffset = payloadOffset;
    this.payloadLength = payloadLength;
  }

  boolean isDeferred() {
    return deferral != null;
  }

  /** What the handler deferred, or null; forgotten here, so that the next Submit starts afresh. */
  PendingAck takeDeferral() {
    final PendingAck taken = deferral;
    if (taken != null) {
      deferral = null;
    }
    return taken;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public DirectBuffer buffer() {
    return buffer;
  }

  @Override
  public int payloadOffset() {
    return payloadOffset;
  }

  @Override
  public int payloadLength() {
    return payloadLength;
  }

  @Override
  public byte[] copyPayload() {
    final byte[] payload = new byte[payloadLength];
    buffer.getBytes(payloadOffset, payload);
    return payload;
  }

  @Override
  public Peer peer() {
    return session.peer();
  }

  @Override
  public Deferral defer() {
    if (deferral == null) {
      deferral = new PendingAck(id, session.pendingAcks());
    }
    return deferral;
  }
}
