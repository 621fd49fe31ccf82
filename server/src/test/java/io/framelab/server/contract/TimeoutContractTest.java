package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.Limits;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;

/** How long a peer may keep the server waiting. */
class TimeoutContractTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Many of the short timeout: what lasts this long is not ended by it. */
  private static final Duration MANY_SHORT = SHORT.multipliedBy(6);

  private static final int CONNECTIONS = 50;

  @HardenedEngine
  @DisplayName("R01: a byte now and then inside a frame; acks of what came before")
  void shouldCutFrameWhenItTakesTooLong(final EngineUnderTest engine) throws Exception {
    final Timeouts timeouts = new Timeouts(SHORT, LONG, LONG);
    try (ServerUnderTest server = start(engine, timeouts);
        RawPeer idle = server.connect()) {
      final List<RawPeer> peers = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        peers.add(server.connect().submit(i, new byte[3]));
      }
      final AtomicBoolean over = new AtomicBoolean();
      final Background<Void> dripping = Background.run(() -> drip(peers, over));
      server.awaitCount(ServerCounter.CLOSED_FRAME_TIMEOUT, CONNECTIONS);
      over.set(true);
      dripping.result();
      for (int i = 0; i < CONNECTIONS; i++) {
        assertThat(peers.get(i).receive(FrameDescriptor.ACK_LENGTH))
            .isEqualTo(RawPeer.ackFrames(i, 1));
        peers.get(i).close();
      }
      idle.submit(7, new byte[3]);
      assertThat(idle.receive(FrameDescriptor.ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(7, 1));
      server.assertServes();
    }
  }

  /** Never a whole frame: its length says much more than is sent. */
  private static Void drip(final List<RawPeer> peers, final AtomicBoolean over) {
    final byte[] frame = RawPeer.submitFrame(1, new byte[60_000]);
    for (int sent = 0; !over.get() && sent < frame.length; sent++) {
      for (final RawPeer peer : peers) {
        try {
          peer.send(new byte[] {frame[sent]});
        } catch (final IOException cut) {
          // What the test waits for.
        }
      }
      Await.within(Duration.ofMillis(20), over::get);
    }
    return null;
  }

  @HardenedEngine
  @DisplayName("R01: frames that each take a while, but never too long, on one connection")
  void shouldCountEachFrameAnewWhenTheyComeSlowly(final EngineUnderTest engine) throws Exception {
    final Timeouts timeouts = new Timeouts(SHORT.multipliedBy(4), LONG, LONG);
    try (ServerUnderTest server = start(engine, timeouts);
        RawPeer peer = server.connect()) {
      final byte[] frame = RawPeer.submitFrame(1, new byte[3]);
      final long startedNs = System.nanoTime();
      int frames = 0;
      peer.send(head(frame));
      while (System.nanoTime() - startedNs < MANY_SHORT.toNanos()) {
        Await.within(Duration.ofMillis(100), () -> false);
        // The end of one frame and the beginning of the next come together: never none arriving.
        peer.send(tail(frame)).send(head(frame));
        assertThat(peer.receive(FrameDescriptor.ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(1, 1));
        frames++;
      }
      assertThat(frames).isGreaterThan(1);
      assertThat(server.count(ServerCounter.CLOSED_FRAME_TIMEOUT)).isZero();
    }
  }

  @HardenedEngine
  @DisplayName("R02: connections that never send, and one that does")
  void shouldCutConnectionWhenItSendsNothing(final EngineUnderTest engine) throws Exception {
    final Timeouts timeouts = new Timeouts(LONG, SHORT, LONG);
    try (ServerUnderTest server = start(engine, timeouts)) {
      final List<RawPeer> peers = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        peers.add(server.connect());
      }
      for (final RawPeer peer : peers) {
        assertThat(peer.receiveToEnd()).isEmpty();
        peer.close();
      }
      server.awaitCount(ServerCounter.CLOSED_IDLE, CONNECTIONS);
      server.assertServes();
    }
  }

  @AllEnginesAtOnce
  @DisplayName("R02: a peer that waits for the handler is not idle")
  void shouldNotCutConnectionWhenItAwaitsTheHandler() throws Exception {
    EngineUnderTest.hardenedAtOnce(TimeoutContractTest::doesNotCutWhoAwaitsTheHandler);
  }

  private static void doesNotCutWhoAwaitsTheHandler(final EngineUnderTest engine) throws Exception {
    final Timeouts timeouts = new Timeouts(LONG, SHORT, LONG);
    try (LateAnswers late = LateAnswers.withheld();
        ServerUnderTest server =
            ServerUnderTest.start(engine, Limits.HARDENED.timeouts(timeouts), late);
        RawPeer peer = server.connect()) {
      peer.submit(5, new byte[3]);
      late.awaitFirst();
      Await.within(MANY_SHORT, () -> server.count(ServerCounter.CLOSED_IDLE) > 0);
      // One that is leaving would not be heard any more.
      peer.submit(6, new byte[3]);
      server.awaitCount(ServerCounter.REQ_RECV, 2);
      late.release();
      assertThat(peer.receive(2 * FrameDescriptor.ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(5, 2));
      assertThat(peer.receiveToEnd()).isEmpty();
      server.awaitCount(ServerCounter.CLOSED_IDLE, 1);
    }
  }

  @HardenedEngine
  @DisplayName("R08: a peer that floods and takes no acks")
  void shouldGiveUpPeerWhenItTakesNoAcks(final EngineUnderTest engine) throws Exception {
    final Timeouts timeouts = new Timeouts(LONG, LONG, SHORT);
    try (ServerUnderTest server = start(engine, timeouts);
        RawPeer peer = RawPeer.connectWithSmallBuffers(server.port())) {
      final byte[] submits = RawPeer.submitFrames(0, 500, new byte[0]);
      final Background<Void> flooding =
          Background.run(
              () -> {
                try {
                  while (server.count(ServerCounter.CLOSED_SLOW_CONSUMER) == 0) {
                    peer.send(submits);
                  }
                } catch (final IOException cut) {
                  // What the test waits for.
                }
                return null;
              });
      server.awaitCount(ServerCounter.CLOSED_SLOW_CONSUMER, 1);
      flooding.result();
      server.assertServes();
    }
  }

  @AllEnginesAtOnce
  @DisplayName("R08: a peer that takes acks slowly, but takes some")
  void shouldKeepPeerWhenItTakesSomeAcks() throws Exception {
    EngineUnderTest.hardenedAtOnce(TimeoutContractTest::keepsWhoTakesSomeAcks);
  }

  private static void keepsWhoTakesSomeAcks(final EngineUnderTest engine) throws Exception {
    final Timeouts timeouts = new Timeouts(LONG, LONG, SHORT.multipliedBy(8));
    final int submits = 200_000;
    try (ServerUnderTest server = start(engine, timeouts);
        RawPeer peer = RawPeer.connectWithSmallBuffers(server.port())) {
      final Background<Void> flooding =
          Background.run(
              () -> {
                for (int sent = 0; sent < submits; sent += 500) {
                  peer.send(RawPeer.submitFrames(sent, 500, new byte[0]));
                }
                peer.halfClose();
                return null;
              });
      final long startedNs = System.nanoTime();
      int received = 0;
      while (System.nanoTime() - startedNs < SHORT.multipliedBy(24).toNanos()) {
        received += peer.receiveUpTo(1_000).length;
        Await.within(Duration.ofMillis(50), () -> false);
      }
      peer.enlargeReceiveBuffer();
      received += peer.receiveToEnd().length;
      flooding.result();
      assertThat(received).isEqualTo(submits * FrameDescriptor.ACK_LENGTH);
      assertThat(server.count(ServerCounter.CLOSED_SLOW_CONSUMER)).isZero();
    }
  }

  private static ServerUnderTest start(final EngineUnderTest engine, final Timeouts timeouts)
      throws IOException {
    return ServerUnderTest.start(
        engine, Limits.HARDENED.timeouts(timeouts), submission -> ResultCode.OK);
  }

  private static byte[] head(final byte[] frame) {
    return Arrays.copyOf(frame, 6);
  }

  private static byte[] tail(final byte[] frame) {
    return Arrays.copyOfRange(frame, 6, frame.length);
  }
}
