package io.framelab.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounters;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions of one owner have nothing of each other. */
class SessionOwnerTest {
  private final List<String> acks = new ArrayList<>();
  private final ServerCounters counters = new ServerCounters();

  @AfterEach
  void hearNoMore() {
    Thread.currentThread().setUncaughtExceptionHandler(null);
  }

  @Test
  void shouldNotGiveADeferralToAnotherSessionWhenTheFirstOneFails() {
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, error) -> {
              throw new IllegalStateException("nobody can help");
            });
    final SessionOwner owner =
        owner(
            submission -> {
              if (submission.id() == 1) {
                submission.defer();
                throw new OutOfMemoryError("on purpose");
              }
              return ResultCode.OK;
            });
    final Session failing = owner.openSession(peer(), sink("failing"), () -> {});
    final Session other = owner.openSession(peer(), sink("other"), () -> {});

    assertThatThrownBy(() -> submit(failing, 1)).hasMessage("nobody can help");
    failing.close(CloseReason.ERROR);
    submit(other, 2);

    assertThat(acks).containsExactly("other 2 0");
    assertThat(other.hasPendingAcks()).isFalse();
  }

  @Test
  void shouldTimeOnlyWhatWasFlushedWhenAnotherSessionFailedBefore() {
    final SessionOwner owner = owner(submission -> ResultCode.OK);
    final Session failing = owner.openSession(peer(), sink("failing"), () -> {});
    final Session other = owner.openSession(peer(), sink("other"), () -> {});

    failing.onNextBatch();
    submit(failing, 1);
    failing.onBatchEnd();
    failing.close(CloseReason.ERROR);
    other.onNextBatch();
    submit(other, 2);
    other.onBatchEnd();
    other.onFlushed();

    assertThat(acks).hasSize(2);
    assertThat(counters.requestTimes().count()).isEqualTo(1);
  }

  private SessionOwner owner(final SubmitHandler handler) {
    return new SessionOwner(
        new GuardedHandler(handler),
        new FrameDecoder(FrameDescriptor.DEFAULT_MAX_FRAME_LENGTH),
        Limits.DEFAULT_WINDOW,
        counters.newShard(),
        new LongAdder(),
        new ConnectionLog());
  }

  private static Peer peer() {
    return new Peer(new InetSocketAddress(0));
  }

  private static void submit(final Session session, final long id) {
    final byte[] frame = RawPeer.submitFrame(id, new byte[3]);
    session.onFrame(new UnsafeBuffer(frame), 0, frame.length);
  }

  private AckSink sink(final String name) {
    return new AckSink() {
      @Override
      public void submitAck(final long id, final int result) {
        acks.add(name + " " + id + " " + result);
      }

      @Override
      public void connAck(final long id, final int result) {
        throw new AssertionError("no Conn was sent");
      }
    };
  }
}
