package io.framelab.server.core;

import org.agrona.DirectBuffer;

/**
 * The one Submission of a session, laid over each Submit in turn. Owned by the connection's thread.
 */
final class SubmissionView implements Submission {
  private final Peer peer;
  private final PendingAcks pendingAcks;
  private DirectBuffer buffer;
  private long id;
  private int payloadOffset;
  private int payloadLength;
  private PendingAck deferral;

  SubmissionView(final Peer peer, final PendingAcks pendingAcks) {
    this.peer = peer;
    this.pendingAcks = pendingAcks;
  }

  void wrap(
      final long id, final DirectBuffer buffer, final int payloadOffset, final int payloadLength) {
    this.id = id;
    // Mostly it is the same as before, and storing a reference costs the collector's card mark.
    if (this.buffer != buffer) {
      this.buffer = buffer;
    }
    this.payloadOffset = payloadOffset;
    this.payloadLength = payloadLength;
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
    return peer;
  }

  @Override
  public Deferral defer() {
    if (deferral == null) {
      deferral = new PendingAck(id, pendingAcks);
    }
    return deferral;
  }
}
