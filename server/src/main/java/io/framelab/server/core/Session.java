package io.framelab.server.core;

import io.framelab.codec.CommandId;
import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.FrameHandler;
import io.framelab.codec.Packet;
import io.framelab.codec.ProtocolException;
import io.framelab.codec.ProtocolException.Reason;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The protocol state of one connection: what a packet means, which answer goes out when. No I/O in
 * it: an engine brings packets, as frames where they lie or as values, and takes acks through its
 * {@link AckSink}. Every method is for the thread that owns the connection; only the {@link
 * Deferral}s that handlers hold are for others.
 */
public final class Session implements FrameHandler {
  /** An idle connection's views may keep this many bytes from the collector, not a long frame. */
  private static final int LONG_FRAME_LENGTH = 4 * 1024;

  private static final DirectBuffer NOTHING = new UnsafeBuffer(0, 0);

  private final SessionOwner owner;
  private final Peer peer;
  private final AckSink acks;
  private final Runnable wakeOwner;

  /** Null until a handler defers: most never do. */
  private PendingAcks pendingAcks;

  private boolean connected;

  Session(final SessionOwner owner, final Peer peer, final AckSink acks, final Runnable wakeOwner) {
    this.owner = owner;
    this.peer = peer;
    this.acks = acks;
    this.wakeOwner = wakeOwner;
  }

  /**
   * Handles all complete frames of a read where they lie; runs of Submits that are answered at once
   * in one loop.
   *
   * @param bytes holds them, outside the heap; read only.
   * @param offset where the first frame begins, in bytes.
   * @param length how many bytes are there; need not end with a frame.
   * @param batch the sink that this session was opened with.
   * @return the bytes of the frames that were handled; the rest belongs to a frame that is not
   *     complete yet.
   * @throws ProtocolException if the connection must end; acks of earlier packets are with the sink
   *     or pending.
   */
  public int onFrames(
      final DirectBuffer bytes, final int offset, final int length, final AckBatch batch) {
    final FrameDecoder decoder = owner.decoder();
    int consumed = 0;
    int first;
    do {
      if (!hasPendingAcks()) {
        consumed += owner.answerRun(this, bytes, offset + consumed, length - consumed, batch);
      }
      first = decoder.decodeFirst(bytes, offset + consumed, length - consumed, this);
      consumed += first;
    } while (first > 0);
    return consumed;
  }

  /**
   * Handles a frame from the client where it lies.
   *
   * @throws ProtocolException if the connection must end; acks of earlier packets are with the sink
   *     or pending.
   */
  @Override
  public void onFrame(final DirectBuffer buffer, final int offset, final int length) {
    final int command = FrameDescriptor.command(buffer, offset);
    if (command == CommandId.SUBMIT_CODE) {
      onSubmit(
          FrameDescriptor.id(buffer, offset),
          buffer,
          offset + FrameDescriptor.BODY_OFFSET,
          length - FrameDescriptor.BODY_OFFSET);
      if (length > LONG_FRAME_LENGTH) {
        forgetLongFrame();
      }
    } else {
      onRareFrame(command, FrameDescriptor.id(buffer, offset));
    }
  }

  /**
   * Handles a packet from the client as a value.
   *
   * @param packet as decoded; its arrays are read only while this method runs.
   * @throws ProtocolException if the connection must end; acks of earlier packets are with the sink
   *     or pending.
   */
  public void onPacket(final Packet packet) {
    if (packet instanceof Packet.Submit request) {
      owner.payload().wrap(request.payload());
      onSubmit(request.id(), owner.payload(), 0, request.payload().length);
      if (request.frameLength() > LONG_FRAME_LENGTH) {
        forgetLongFrame();
      }
    } else if (packet instanceof Packet.Conn request) {
      onConn(request.id());
    } else {
      throw new ProtocolException(Reason.SERVER_COMMAND);
    }
  }

  /**
   * Reads the clock: a read has just brought bytes. Engines call it once for all that they handle
   * before they flush, as early as they can.
   */
  public void onBatchBegin() {
    owner.tally().clock().readReturned();
  }

  /**
   * Begins a batch for an owner that serves one connection after the other: where its last flush
   * ended, or now if {@link SessionOwner#onTurn()} was called since. Engines call it before the
   * read, in place of {@link #onBatchBegin()}.
   */
  public void onNextBatch() {
    owner.tally().clock().nextRead();
  }

  /** Tells the metrics what happened since the last call. Engines call it once for a whole read. */
  public void onBatchEnd() {
    owner.tally().publish();
  }

  /**
   * Reads the clock if there is something to time: a flush has just handed over the acks of all
   * that was told by {@link #onBatchEnd()}.
   */
  public void onFlushed() {
    owner.tally().flushed();
  }

  /**
   * Hands over the acks whose answers have come, as far as the order allows. Called after the owner
   * was woken. When it returns, no answer has come unseen since its last look, so the owner may
   * sleep.
   */
  public void releaseAcks() {
    if (!hasPendingAcks()) {
      return;
    }
    boolean released;
    do {
      pendingAcks.onOwnerLooks();
      released = false;
      for (PendingAck ack = pendingAcks.pollAnswered();
          ack != null;
          ack = pendingAcks.pollAnswered()) {
        owner.tally().acksSettled(1);
        owner.tally().clock().acked(ack.readNs());
        sendAck(ack.id(), ack.result());
        released = true;
      }
    } while (released);
  }

  /**
   * Whether Submits wait for late answers.
   *
   * @return true if acks will still come without any more input.
   */
  public boolean hasPendingAcks() {
    return pendingAcks != null && !pendingAcks.isEmpty();
  }

  /**
   * Whether the engine must stop reading until {@link #releaseAcks()} has made room.
   *
   * @return true at the window of {@link Limits} or more.
   */
  public boolean isSaturated() {
    return pendingAcks != null && pendingAcks.size() >= owner.window();
  }

  /**
   * Ends the session: late answers find it gone, and the connection is counted as closed, and told
   * of if its peer is to blame. Called once, as the last thing.
   *
   * @param reason why the connection ended.
   */
  public void close(final CloseReason reason) {
    if (pendingAcks != null) {
      owner.tally().acksSettled(pendingAcks.size());
      pendingAcks.abandon();
    }
    owner.log().ended(peer, reason);
    owner.tally().closed(reason);
    owner.tally().publish();
    owner.tally().forgetUnflushed();
  }

  /**
   * Counts, and tells of, a connection that is ended for breaking the protocol.
   *
   * @param reason of the exception.
   */
  public void onProtocolError(final Reason reason) {
    owner.log().protocolError(peer, reason);
    owner.tally().protocolError(reason);
  }

  /**
   * Tells of an error that ends the connection and is not the peer's.
   *
   * @param thrown what nobody has caught before.
   */
  public void onFailure(final Throwable thrown) {
    owner.log().failed(peer, thrown);
  }

  /** Tells that there is no memory for what the connection would have the server keep. */
  public void onNoRoom() {
    owner.log().noRoom(peer);
  }

  /**
   * Who is at the other end.
   *
   * @return the peer of the connection.
   */
  public Peer peer() {
    return peer;
  }

  PendingAcks pendingAcks() {
    if (pendingAcks == null) {
      pendingAcks = owner.newPendingAcks(wakeOwner);
    }
    return pendingAcks;
  }

  /** Keeps the ack of a Submit in its turn. */
  void queueAck(final long id, final int returned, final PendingAck deferral) {
    final PendingAck ack = deferral == null ? new PendingAck(id, pendingAcks) : deferral;
    if (deferral == null || returned != SubmitHandler.LATER) {
      ack.answer(returned);
    }
    ack.readAt(owner.tally().clock().readNs());
    pendingAcks.add(ack);
    owner.tally().ackOwed();
    releaseAcks();
  }

  private void onSubmit(
      final long id, final DirectBuffer buffer, final int payloadOffset, final int payloadLength) {
    owner.tally().submitsReceived(1);
    final SubmissionView submission = owner.submission();
    submission.of(this);
    submission.wrap(id, buffer, payloadOffset, payloadLength);
    final int returned = owner.handler().onSubmit(submission);
    final PendingAck deferral = submission.takeDeferral();
    if (deferral == null && !hasPendingAcks()) {
      sendAck(id, ResultCode.judge(returned));
    } else {
      queueAck(id, returned, deferral);
    }
  }

  private void forgetLongFrame() {
    owner.payload().wrap(NOTHING);
    owner.submission().wrap(0, NOTHING, 0, 0);
  }

  private void sendAck(final long id, final int result) {
    owner.tally().answered(result);
    acks.submitAck(id, result);
  }

  private void onRareFrame(final int command, final long id) {
    if (!CommandId.of(command).fromClient()) {
      throw new ProtocolException(Reason.SERVER_COMMAND);
    }
    onConn(id);
  }

  private void onConn(final long id) {
    if (connected) {
      throw new ProtocolException(Reason.SECOND_CONN);
    }
    connected = true;
    acks.connAck(id, ResultCode.OK);
  }
}
