package io.framelab.server.core;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.Packet;
import io.framelab.codec.PacketCodec;
import io.framelab.codec.ProtocolException;
import io.framelab.codec.ProtocolException.Reason;
import io.framelab.codec.StreamReader;
import io.framelab.codec.SubmitAckFlyweight;
import io.framelab.metrics.ServerCounter;
import io.framelab.metrics.ServerCounters;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

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

  /** How a session is given the bytes of a stream, piece by piece. */
  interface Path {
    Feed into(Session session, byte[] stream, FrameDecoder decoder, Recorder recorder);
  }

  /** Offers a session what has come since the last time. */
  interface Feed {
    void feed(int from, int to);
  }

  /** Each frame where it lies. */
  static final Path FLYWEIGHT =
      (session, stream, decoder, recorder) -> {
        final StreamReader reader = new StreamReader(decoder, session);
        return (from, to) -> reader.feed(stream, from, to);
      };

  /** Each frame as a packet. */
  static final Path VALUE =
      (session, stream, decoder, recorder) -> {
        final PacketCodec codec = new PacketCodec();
        final StreamReader reader =
            new StreamReader(
                decoder,
                (buffer, offset, length) ->
                    session.onPacket(codec.decodeRequest(buffer, offset, length)));
        return (from, to) -> reader.feed(stream, from, to);
      };

  /**
   * All frames of a read at once. What is still to come lies behind them already, so whoever looks
   * beyond the end of the read finds frames there.
   */
  static final Path BATCH =
      (session, stream, decoder, recorder) -> {
        final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(stream.length + 1));
        bytes.putBytes(0, stream);
        final int[] handled = {0};
        return (from, to) -> {
          handled[0] += session.onFrames(bytes, handled[0], to - handled[0], recorder);
          recorder.flush();
        };
      };

  /** Offers the bytes of a stream piece by piece; after an error none, as engines do. */
  static Conversation of(
      final byte[] stream, final Cuts cuts, final FrameDecoder decoder, final Path path) {
    final Recorder recorder = new Recorder();
    final ServerCounters counters = new ServerCounters();
    final Session session =
        new SessionOwner(
                new GuardedHandler(recorder),
                decoder,
                Limits.DEFAULT_WINDOW,
                counters.newShard(),
                new LongAdder(),
                new ConnectionLog())
            .openSession(PEER, recorder, () -> {});
    final Feed feed = path.into(session, stream, decoder, recorder);
    Reason error = null;
    try {
      for (int from = 0; from < stream.length; ) {
        final int to = cuts.next(from, stream.length);
        session.onBatchBegin();
        feed.feed(from, to);
        recorder.answerSome();
        flush(session);
        from = to;
      }
    } catch (final ProtocolException malformed) {
      error = malformed.reason();
    }
    recorder.answerAll();
    flush(session);
    recorder.flush();
    if (session.hasPendingAcks()
        || counters.total(ServerCounter.REQ_RECV) != recorder.handled.size()
        || counters.requestTimes().count() != recorder.submitAcks.size()
        || answers(counters) != recorder.submitAcks.size()) {
      throw new AssertionError("an ack is kept back, or the count is wrong: " + recorder.handled);
    }
    return new Conversation(recorder.handled, recorder.submitAcks, recorder.connAcks, error);
  }

  private static long answers(final ServerCounters counters) {
    return Stream.of(ServerCounter.values())
        .filter(counter -> counter.name().startsWith("RESULT_"))
        .mapToLong(counters::total)
        .sum();
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
  static final class Recorder implements SubmitHandler, AckBatch {
    /** Room for four acks and a bit, so that runs end for want of it. */
    private static final int ROOM = 4 * FrameDescriptor.ACK_LENGTH + 5;

    private static final byte UNTOUCHED = 0x55;

    private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * ROOM));
    private final UnsafeBuffer batch = new UnsafeBuffer(memory, 0, ROOM);
    private final SubmitAckFlyweight ack = new SubmitAckFlyweight();
    private int length;

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

    private Recorder() {
      memory.setMemory(0, memory.capacity(), UNTOUCHED);
    }

    @Override
    public MutableDirectBuffer buffer() {
      return batch;
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public void addSubmitAcks(final int count) {
      length += count * FrameDescriptor.ACK_LENGTH;
    }

    /** Reads what the session has written by itself. */
    private void flush() {
      for (int offset = 0; offset < length; offset += FrameDescriptor.ACK_LENGTH) {
        ack.wrap(batch, offset, FrameDescriptor.ACK_LENGTH);
        final long id = ack.id();
        if (!SubmitAckFlyweight.matches(batch, offset, id, ack.result())) {
          throw new AssertionError("no SubmitAck at " + offset);
        }
        submitAcks.add(new Packet.SubmitAck(id, ack.result()));
      }
      length = 0;
      for (int i = ROOM; i < memory.capacity(); i++) {
        if (memory.getByte(i) != UNTOUCHED) {
          throw new AssertionError("written beyond the room for acks");
        }
      }
    }

    @Override
    public void submitAck(final long id, final int result) {
      flush();
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
