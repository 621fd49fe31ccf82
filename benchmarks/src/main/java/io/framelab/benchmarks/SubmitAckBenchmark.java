package io.framelab.benchmarks;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.FrameHandler;
import io.framelab.codec.Packet;
import io.framelab.codec.PacketCodec;
import io.framelab.codec.SubmitAckFlyweight;
import io.framelab.codec.SubmitFlyweight;
import io.framelab.codec.SubmitRun;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a value per packet cost, and what a call per frame? A read full of Submits is decoded
 * and every one is acked: through {@link Packet} values, through flyweights, and as one {@link
 * SubmitRun}; one operation is one Submit with its ack. All must write the same bytes: every batch
 * checks a checksum of the ids, every iteration the whole ack buffer. JMH calls an instance from
 * one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SubmitAckBenchmark {
  /** Submits per batch, about what one read of a busy connection holds. */
  static final int SUBMITS = 100;

  /** The payload that every verb of framelab sends unless told otherwise. */
  static final int PAYLOAD_BYTES = 18;

  private static final int ACKS_LENGTH = SUBMITS * FrameDescriptor.ACK_LENGTH;
  private static final int ACCEPTED = 0;

  private final FrameDecoder decoder = new FrameDecoder(FrameDescriptor.DEFAULT_MAX_FRAME_LENGTH);
  private final UnsafeBuffer submits =
      outsideHeap(SUBMITS * FrameDescriptor.frameLength(PAYLOAD_BYTES));
  private final UnsafeBuffer acks = outsideHeap(ACKS_LENGTH);
  private final UnsafeBuffer expectedAcks = outsideHeap(ACKS_LENGTH);
  private final SubmitRun run = new SubmitRun(decoder);
  private final SubmitRun.Answerer answerer = this::answer;
  private final Values values = new Values();
  private final Flyweights flyweights = new Flyweights();
  private long expectedChecksum;
  private long checksum;
  private int ackOffset;

  /** Writes the Submits and the acks that they must get. */
  @Setup
  public void writeSubmits() {
    final byte[] payload = new byte[PAYLOAD_BYTES];
    int offset = 0;
    int expectedOffset = 0;
    expectedChecksum = 0;
    for (int i = 0; i < SUBMITS; i++) {
      final long id = id(i);
      offset += SubmitFlyweight.encode(submits, offset, id, payload);
      expectedOffset += SubmitAckFlyweight.encode(expectedAcks, expectedOffset, id, ACCEPTED);
      expectedChecksum = mix(expectedChecksum, id);
    }
  }

  /**
   * A record per packet.
   *
   * @return the checksum of the ids.
   */
  @Benchmark
  @OperationsPerInvocation(SUBMITS)
  public long values() {
    return ackAll(values);
  }

  /**
   * Views over the bytes where they lie.
   *
   * @return the checksum of the ids.
   */
  @Benchmark
  @OperationsPerInvocation(SUBMITS)
  public long flyweights() {
    return ackAll(flyweights);
  }

  /**
   * All Submits in one loop, which proves its bounds once.
   *
   * @return the checksum of the ids.
   */
  @Benchmark
  @OperationsPerInvocation(SUBMITS)
  public long runs() {
    checksum = 0;
    final int acked = run.answer(submits, 0, submits.capacity(), acks, 0, answerer);
    ackOffset = acked * FrameDescriptor.ACK_LENGTH;
    return checked();
  }

  /** Compares every ack with what it must be, then forgets them for the next iteration. */
  @TearDown(Level.Iteration)
  public void checkAcks() {
    if (!acks.equals(expectedAcks)) {
      throw new IllegalStateException("the acks are not those of the Submits");
    }
    acks.setMemory(0, ACKS_LENGTH, (byte) 0);
  }

  /** Where the Submits lie, for tests that spoil them. */
  UnsafeBuffer submits() {
    return submits;
  }

  private long ackAll(final FrameHandler handler) {
    checksum = 0;
    ackOffset = 0;
    decoder.decode(submits, 0, submits.capacity(), handler);
    return checked();
  }

  private int answer(
      final long id, final DirectBuffer buffer, final int payloadOffset, final int payloadLength) {
    checksum = mix(checksum, id);
    return ACCEPTED;
  }

  private long checked() {
    if (checksum != expectedChecksum || ackOffset != ACKS_LENGTH) {
      throw new IllegalStateException("not every Submit was acked with its own id");
    }
    return checksum;
  }

  private static UnsafeBuffer outsideHeap(final int bytes) {
    return new UnsafeBuffer(ByteBuffer.allocateDirect(bytes));
  }

  /** Any eight bytes will do; these differ in all of them. */
  private static long id(final int number) {
    return 0x9E37_79B9_7F4A_7C15L * (number + 1);
  }

  private static long mix(final long checksum, final long id) {
    return checksum * 31 + id;
  }

  private final class Values implements FrameHandler {
    private final PacketCodec codec = new PacketCodec();

    @Override
    public void onFrame(final DirectBuffer buffer, final int offset, final int length) {
      final Packet request = codec.decodeRequest(buffer, offset, length);
      final Packet ack = new Packet.SubmitAck(request.id(), ACCEPTED);
      ackOffset += codec.encode(ack, acks, ackOffset);
      checksum = mix(checksum, request.id());
    }
  }

  private final class Flyweights implements FrameHandler {
    private final SubmitFlyweight submit = new SubmitFlyweight();

    @Override
    public void onFrame(final DirectBuffer buffer, final int offset, final int length) {
      submit.wrap(buffer, offset, length);
      ackOffset += SubmitAckFlyweight.encode(acks, ackOffset, submit.id(), ACCEPTED);
      checksum = mix(checksum, submit.id());
    }
  }
}
