package io.framelab.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.Packet;
import io.framelab.codec.PacketCodec;
import io.framelab.codec.ProtocolException;
import io.framelab.metrics.ServerCounters;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session that is given frames and one that is given values say the same. */
@Timeout(30)
class SessionPathsTest {
  private static final int[] COMMANDS = {0x01, 0x02, 0x02, 0x02, 0x02, 0x80, 0x81, 0x00, 0xff};

  @Test
  void shouldAnswerAlikeWhetherGivenFramesOrValues() {
    for (long seed = 0; seed < 2_000; seed++) {
      final List<byte[]> frames = frames(new Random(seed));
      final PacketCodec codec = new PacketCodec();

      final List<String> inPlace =
          heard(frames, (session, frame) -> session.onFrame(frame, 0, frame.capacity()));
      final List<String> asValues =
          heard(
              frames,
              (session, frame) ->
                  session.onPacket(codec.decodeRequest(frame, 0, frame.capacity())));

      assertThat(inPlace).as("seed %d", seed).isNotEmpty().isEqualTo(asValues);
    }
  }

  @Test
  void shouldRefuseServerPacketWhenGivenAsValue() {
    final Session session = session(new ArrayList<>());

    assertThat(reason(() -> session.onPacket(new Packet.SubmitAck(1, 0))))
        .isEqualTo("server_command");
  }

  private interface Path {
    void offer(Session session, UnsafeBuffer frame);
  }

  /** What the handler saw, what was acked, and how it ended, in order. */
  private static List<String> heard(final List<byte[]> frames, final Path path) {
    final List<String> heard = new ArrayList<>();
    final Session session = session(heard);
    heard.add(reason(() -> frames.forEach(frame -> path.offer(session, new UnsafeBuffer(frame)))));
    return heard;
  }

  private static String reason(final Runnable handling) {
    try {
      handling.run();
      return "no error";
    } catch (final ProtocolException malformed) {
      return malformed.reason().label();
    }
  }

  private static Session session(final List<String> heard) {
    final SubmitHandler handler =
        submission -> {
          final byte[] payload = submission.copyPayload();
          heard.add("submit " + submission.id() + " " + Arrays.toString(payload));
          return payload.length % 7; // 5 and 6 are no results
        };
    final AckSink acks =
        new AckSink() {
          @Override
          public void submitAck(final long id, final int result) {
            heard.add("submit ack " + id + " " + result);
          }

          @Override
          public void connAck(final long id, final int result) {
            heard.add("conn ack " + id + " " + result);
          }
        };
    return new SessionOwner(
            new GuardedHandler(handler),
            new FrameDecoder(FrameDescriptor.DEFAULT_MAX_FRAME_LENGTH),
            Limits.DEFAULT_WINDOW,
            new ServerCounters().newShard(),
            new LongAdder(),
            new ConnectionLog())
        .openSession(new Peer(new InetSocketAddress(0)), acks, () -> {});
  }

  private static List<byte[]> frames(final Random random) {
    final List<byte[]> frames = new ArrayList<>();
    final int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      final byte[] frame = new byte[13 + random.nextInt(20)];
      random.nextBytes(frame);
      new UnsafeBuffer(frame)
          .putInt(FrameDescriptor.LENGTH_OFFSET, frame.length, FrameDescriptor.BYTE_ORDER);
      frame[FrameDescriptor.COMMAND_OFFSET] = (byte) COMMANDS[random.nextInt(COMMANDS.length)];
      frames.add(frame);
    }
    return frames;
  }
}
