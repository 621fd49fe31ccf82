package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.cli.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SliceRigTest {
  private static final long SLICE_NS = 500_000_000L;

  private static final int CONNECTIONS = 3;

  @Test
  void shouldCountTheAcksOfEachSliceOverTheSameConnections() throws IOException {
    final AtomicLong answered = new AtomicLong();
    try (FramePeer peer = new FramePeer(wire -> answer(wire, answered));
        SliceRig rig = SliceRig.connect(config(peer))) {
      for (int slice = 0; slice < 3; slice++) {
        final long before = answered.get();

        final SliceRig.Slice counted = rig.slice(SLICE_NS);

        assertThat(counted.acks()).isPositive().isEqualTo(answered.get() - before);
        assertThat(counted.ns()).isGreaterThanOrEqualTo(SLICE_NS);
        assertThat(counted.response()).as("a closed loop has no schedule").isNull();
      }
      assertThat(peer.connections()).isEqualTo(CONNECTIONS);
      assertThat(rig.refused()).isZero();
    }
  }

  @Test
  void shouldKeepItsRateAndTellResponseTimesOfEachSliceAlone() throws IOException {
    final long perSec = 1_000;
    final AtomicLong answered = new AtomicLong();
    try (FramePeer peer = new FramePeer(wire -> answer(wire, answered));
        SliceRig rig = SliceRig.connect(config(peer).rate(new SendRate(perSec, Arrival.UNIFORM)))) {
      for (int slice = 0; slice < 2; slice++) {
        final long before = answered.get();

        final SliceRig.Slice counted = rig.slice(SLICE_NS);

        assertThat(counted.acks())
            .isEqualTo(answered.get() - before)
            .isBetween(perSec / 2 - CONNECTIONS, perSec / 2 + CONNECTIONS);
        assertThat(counted.response().p50Ns())
            .isPositive()
            .isLessThanOrEqualTo(counted.response().p99Ns());
        assertThat(counted.response().p99Ns()).isLessThanOrEqualTo(counted.response().p999Ns());
      }
    }
  }

  @Test
  void shouldEndWithAViolationWhenAnAckIsWrong() throws IOException {
    try (FramePeer peer = new FramePeer(SliceRigTest::answerWrongly);
        SliceRig rig = SliceRig.connect(config(peer))) {
      assertThatExceptionOfType(RunFailure.class)
          .isThrownBy(() -> rig.slice(SLICE_NS))
          .withMessageContaining("ack number 1")
          .extracting(RunFailure::exitCode)
          .isEqualTo(ExitCode.PEER_VIOLATION);
    }
  }

  @Test
  void shouldFailWhenNobodyListens() throws IOException {
    // Bound, so that nobody else can take the port, but not listening.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      final LoadConfig config = config(bound.getLocalPort());

      assertThatExceptionOfType(RunFailure.class)
          .isThrownBy(() -> SliceRig.connect(config))
          .extracting(RunFailure::exitCode)
          .isEqualTo(ExitCode.FAILED);
    }
  }

  private static void answer(final FramePeer.Wire wire, final AtomicLong answered)
      throws IOException {
    for (FramePeer.Submit submit = wire.next(); submit != null; submit = wire.next()) {
      answered.incrementAndGet();
      wire.ack(submit.id());
      wire.flushIfIdle();
    }
    wire.flush();
  }

  private static void answerWrongly(final FramePeer.Wire wire) throws IOException {
    for (FramePeer.Submit submit = wire.next(); submit != null; submit = wire.next()) {
      wire.ack(submit.id() + 1);
      wire.flush();
    }
  }

  private static LoadConfig config(final FramePeer peer) {
    return config(peer.port());
  }

  private static LoadConfig config(final int port) {
    return new LoadConfig(new Target("127.0.0.1", port)).connections(CONNECTIONS).window(8);
  }
}
