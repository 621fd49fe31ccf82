package io.framelab.server.core;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameHandler;
import io.framelab.codec.Packet;
import io.framelab.codec.PacketCodec;
import io.framelab.codec.ProtocolException;
import io.framelab.codec.ProtocolException.Reason;
import io.framelab.codec.StreamReader;
import io.framelab.metrics.ServerCounter;
import io.framelab.metrics.ServerCounters;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a session made of a peer's bytes.
 *
 * @param handled the Submits that the handler was given, in order.
 * @param submitAcks what it was answered, in order.
 * @param connAcks likewise for Conns; they need not wait for late answers to Submits before them.
 * @param error why the connection ends, null if the bytes are good as far as they go.
 */
record Conversation(
    List<Packet> handled, List<Packet> submitAcks, List<Packet> connAcks, Reason error) {
  private static final Peer PEER = new Peer(new InetSocketAddress(0));

  /** How a session is given a frame. */
  interface Path {
    FrameHandler into(Session session);
  }

  /** Where it lies. */
  static final Path FLYWEIGHT = session -> session;

  /** As a packet. */
  static final Path VALUE =
      session -> {
        final PacketCodec codec = new PacketCodec();
        return (buffer, offset, length) ->
            session.onPacket(codec.decodeRequest(buffer, offset, length));
      };

  /** Offers the bytes of a stream piece by piece; after an error none, as engines do. */
  static Conversation of(
      final byte[] stream, final Cuts cuts, final FrameDecoder decoder, final Path path) {
    final Recorder recorder = new Recorder();
    final ServerCounters counters = new ServerCounters();
    final Session session =
        new Session(
            new GuardedHandler(recorder),
            PEER,
            recorder,
            new SessionTally(counters.newShard()),
            new PendingAcks(new LongAdder(), () -> {}));
    final StreamReader reader = new StreamReader(decoder, path.into(session));
    Reason error = null;
    try {
      for (int from = 0; from < stream.length; ) {
        final int to = cuts.next(from, stream.length);
        session.onBatchBegin();
        reader.feed(stream, from, to);
        recorder.answerSome();
        flush(session);
        from = to;
      }
    } catch (final ProtocolException malformed) {
      error = malformed.reason();
    }
    recorder.answerAll();
    flush(session);
    if (session.hasPendingAcks()
        || counters.total(ServerCounter.REQ_RECV) != recorder.handled.size()
        || counters.requestTimes().count() != recorder.submitAcks.size()) {
      throw new AssertionError("an ack is kept back, or the count is wrong: " + recorder.handled);
    }
    return new Conversation(recorder.handled, recorder.submitAcks, recorder.connAcks, error);
  }

  private static void flush(final Session session) {
    session.releaseAcks();
    session.onBatchEnd();
    session.onFlushed();
  }

  /** The handler's answer to a payload, at once or late; its last byte decides. */
  static int result(final byte[] payload) {
    return (lastByte(payload) >> 2) % ResultCode.COUNT;
  }

  private static int lastByte(final byte[] payload) {
    return payload.length == 0 ? 0 : payload[payload.length - 1] & 0xFF;
  }

  /** Both ends of a session: the handler and the sink. */
  private static final class Recorder implements SubmitHandler, AckSink {
    private final List<Packet> handled = new ArrayList<>();
    private final List<Packet> submitAcks = new ArrayList<>();
    private final List<Packet> connAcks = new ArrayList<>();
    private final Deque<Runnable> soon = new ArrayDeque<>();
    private final Deque<Runnable> atLast = new ArrayDeque<>();

    @Override
    public int onSubmit(final Submission submission) {
      final byte[] payload = submission.copyPayload();
      handled.add(new Packet.Submit(submission.id(), payload));
      final int way = lastByte(payload) & 3;
      if (way < 2) {
        return result(payload);
      }
      final Deferral deferral = submission.defer();
      (way == 2 ? soon : atLast).push(() -> deferral.complete(result(payload)));
      return LATER;
    }

    @Override
    public void submitAck(final long id, final int result) {
      submitAcks.add(new Packet.SubmitAck(id, result));
    }

    @Override
    public void connAck(final long id, final int result) {
      connAcks.add(new Packet.ConnAck(id, result));
    }

    /** The youngest first. */
    private void answerSome() {
      while (!soon.isEmpty()) {
        soon.pop().run();
      }
    }

    private void answerAll() {
      answerSome();
      while (!atLast.isEmpty()) {
        atLast.pop().run();
      }
    }
  }
}
