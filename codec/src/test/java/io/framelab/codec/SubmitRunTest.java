package io.framelab.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cuts, nonsense and late answers in any order are the matter of the server's SessionFuzzTest. */
class SubmitRunTest {
  private static final int MAX = 64;
  private static final int ROOM_FOR_ACKS = 8;
  private static final int ACKS_BYTES = ROOM_FOR_ACKS * FrameDescriptor.ACK_LENGTH;

  private final SubmitRun run = new SubmitRun(new FrameDecoder(MAX));
  private final UnsafeBuffer acks = direct(new byte[ACKS_BYTES]);
  private final List<String> submits = new ArrayList<>();

  @Test
  void shouldAckEachSubmitInItsTurnWithItsIdAndItsResult() {
    final byte[] bytes = RawPeer.submitFrames(7, 3, new byte[5]);

    assertThat(answer(bytes, bytes.length)).isEqualTo(3);

    assertThat(run.consumed()).isEqualTo(bytes.length);
    final byte[] expected = new byte[ACKS_BYTES];
    final UnsafeBuffer view = new UnsafeBuffer(expected);
    int offset = 0;
    for (int i = 0; i < 3; i++) {
      final long id = FrameDescriptor.id(new UnsafeBuffer(bytes), i * (bytes.length / 3));
      offset += SubmitAckFlyweight.encode(view, offset, id, i);
    }
    assertThat(written()).isEqualTo(expected);
  }

  @ParameterizedTest
  @DisplayName("F08, F18: the shortest and the longest frame")
  @ValueSource(ints = {0, 1, MAX - FrameDescriptor.BODY_OFFSET})
  void shouldAnswerSubmitsOfEveryLengthThatIsAllowed(final int payloadLength) {
    final byte[] bytes = RawPeer.submitFrame(1, new byte[payloadLength]);

    assertThat(answer(bytes, bytes.length)).isEqualTo(1);
    assertThat(submits).containsExactly(FrameDescriptor.BODY_OFFSET + "+" + payloadLength);
  }

  @Test
  @DisplayName("F01: a frame cut anywhere, though its end lies behind the end of the read")
  void shouldLeaveAFrameThatIsNotCompleteYet() {
    final byte[] bytes = RawPeer.submitFrames(1, 2, new byte[9]);
    final int frameLength = bytes.length / 2;

    for (int length = frameLength; length < bytes.length; length++) {
      assertThat(answer(bytes, length)).isEqualTo(1);
      assertThat(run.consumed()).isEqualTo(frameLength);
    }
  }

  @ParameterizedTest
  @DisplayName("F04 to F07, F10 to F12, F17: what is no Submit is for the decoder")
  @ValueSource(
      strings = {
        "0000000d 01 3030303030303031",
        "0000000d 00 3030303030303031",
        "0000000d 81 3030303030303031",
        "0000000c 02 30303030303030 31",
        "00000000 02 3030303030303031",
        "00000041 02 3030303030303031",
        "ffffffff 02 3030303030303031",
        "80000005 02 3030303030303031",
        "7fffffff 02 3030303030303031",
        "47455420 02 3030303030303031"
      })
  void shouldStopBeforeWhatIsNoSubmit(final String hex) {
    final byte[] submit = RawPeer.submitFrame(1, new byte[0]);
    final byte[] other = GoldenBytes.bytes(hex.replace(" ", ""));
    final byte[] bytes = new byte[submit.length + other.length + MAX];
    System.arraycopy(submit, 0, bytes, 0, submit.length);
    System.arraycopy(other, 0, bytes, submit.length, other.length);

    assertThat(answer(bytes, bytes.length)).isEqualTo(1);
    assertThat(run.consumed()).isEqualTo(submit.length);
    assertThat(submits).hasSize(1);
  }

  @Test
  void shouldStopWhenThereIsNoRoomForAnotherAck() {
    final byte[] bytes = RawPeer.submitFrames(1, ROOM_FOR_ACKS + 3, new byte[2]);

    assertThat(answer(bytes, bytes.length)).isEqualTo(ROOM_FOR_ACKS);
    assertThat(submits).hasSize(ROOM_FOR_ACKS);
    assertThat(run.consumed()).isEqualTo(bytes.length / (ROOM_FOR_ACKS + 3) * ROOM_FOR_ACKS);
  }

  @Test
  void shouldConsumeASubmitWithoutAckAndStopBehindIt() {
    final byte[] bytes = RawPeer.submitFrames(1, 3, new byte[2]);

    final int acked =
        run.answer(
            direct(bytes),
            0,
            bytes.length,
            acks,
            0,
            (id, buffer, offset, length) -> {
              submits.add("one");
              return submits.size() == 2 ? SubmitRun.NO_ACK : 0;
            });

    assertThat(acked).isEqualTo(1);
    assertThat(run.consumed()).isEqualTo(bytes.length / 3 * 2);
    assertThat(written()).endsWith(new byte[ACKS_BYTES - FrameDescriptor.ACK_LENGTH]);
  }

  @Test
  void shouldWriteBehindAcksThatAreThere() {
    final byte[] bytes = RawPeer.submitFrame(1, new byte[2]);
    final int offset = ACKS_BYTES - FrameDescriptor.ACK_LENGTH;

    final int acked = run.answer(direct(bytes), 0, bytes.length, acks, offset, this::result);

    assertThat(acked).isEqualTo(1);
    assertThat(written()).startsWith(new byte[offset]);
    assertThat(run.answer(direct(bytes), 0, bytes.length, acks, offset + 1, this::result)).isZero();
  }

  @Test
  void shouldRefuseBoundsThatTheBuffersDoNotHave() {
    final UnsafeBuffer in = direct(new byte[20]);

    assertOutOfBounds(() -> run.answer(in, 0, 21, acks, 0, this::result));
    assertOutOfBounds(() -> run.answer(in, -1, 2, acks, 0, this::result));
    assertOutOfBounds(() -> run.answer(in, 20, 1, acks, 0, this::result));
    assertOutOfBounds(() -> run.answer(in, 0, 20, acks, ACKS_BYTES + 1, this::result));
    assertOutOfBounds(() -> run.answer(in, 0, 20, acks, -1, this::result));
  }

  @Test
  void shouldRefuseMemoryInTheHeap() {
    final UnsafeBuffer heap = new UnsafeBuffer(new byte[20]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.answer(heap, 0, 20, acks, 0, this::result));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.answer(direct(new byte[20]), 0, 20, heap, 0, this::result));
  }

  private static void assertOutOfBounds(final Runnable answering) {
    assertThatThrownBy(answering::run).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private int answer(final byte[] bytes, final int length) {
    submits.clear();
    return run.answer(direct(bytes), 0, length, acks, 0, this::result);
  }

  /** The number of the Submit. */
  private int result(
      final long id, final DirectBuffer buffer, final int payloadOffset, final int payloadLength) {
    submits.add(payloadOffset + "+" + payloadLength);
    return submits.size() - 1;
  }

  private byte[] written() {
    final byte[] written = new byte[ACKS_BYTES];
    acks.getBytes(0, written);
    return written;
  }

  private static UnsafeBuffer direct(final byte[] bytes) {
    final UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
    direct.putBytes(0, bytes);
    return direct;
  }
}
