package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.framelab.cli.Target;
import io.framelab.loadgen.FramePeer.Submit;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.RunVerdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LoadRunTest {
  private static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(300);

  private static LoadConfig config(final FramePeer peer) {
    return new LoadConfig(new Target("127.0.0.1", peer.port()))
        .connections(3)
        .window(16)
        .warmupNs(0)
        .durationNs(SHORT_NS);
  }

  private static LoadResult run(final LoadConfig config) {
    return LoadRig.run(config, LoadListener.NONE);
  }

  @Test
  void shouldVerifyEveryAckWhenTheServerAnswers() throws IOException {
    try (FramePeer peer = new FramePeer(FramePeer::answer)) {
      final LoadResult result = run(config(peer).warmupNs(SHORT_NS));
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
      assertThat(result.verify().acked()).isPositive().isEqualTo(result.verify().sent());
      assertThat(result.verify().missing()).isZero();
      assertThat(result.latencyNs().service().count())
          .isPositive()
          .isLessThan(result.verify().acked());
      assertThat(result.notes()).noneMatch(note -> note.contains("half-close"));
      assertThat(peer.connections()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,16,1000", "3,16,1001", "5,2,3", "4,0,100000"})
  void shouldSendExactlyAsManyAsAskedWhenCounted(
      final int connections, final int window, final long requests) throws IOException {
    final AtomicLong received = new AtomicLong();
    try (FramePeer peer = new FramePeer(wire -> countAndAnswer(wire, received))) {
      final LoadResult result =
          run(config(peer).connections(connections).window(window).requests(requests).threads(2));
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
      assertThat(received).hasValue(requests);
      assertThat(result.verify().sent()).isEqualTo(requests);
      assertThat(result.latencyNs().service().count()).isEqualTo(requests);
    }
  }

  private static void countAndAnswer(final FramePeer.Wire wire, final AtomicLong received)
      throws IOException {
    for (Submit submit = wire.next(); submit != null; submit = wire.next()) {
      received.incrementAndGet();
      wire.ack(submit.id());
      wire.flushIfIdle();
    }
  }

  @Test
  void shouldMeasureExactlyAsManyAsAskedWhenWarmedUpBefore() throws IOException {
    try (FramePeer peer = new FramePeer(FramePeer::answer)) {
      final LoadResult result = run(config(peer).warmupNs(SHORT_NS).requests(777));
      assertThat(result.latencyNs().service().count()).isEqualTo(777);
      assertThat(result.verify().sent()).isGreaterThan(777);
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void shouldNeverExceedTheWindowWhenAcksAreHeldBack(final int window) throws IOException {
    final AtomicLong most = new AtomicLong();
    try (FramePeer peer = new FramePeer(wire -> holdBack(wire, window, most))) {
      final LoadResult result = run(config(peer).window(window).requests(window * 30L));
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
      assertThat(most).hasValue(window);
    }
  }

  /** Acks nothing before a whole window is there, and then looks whether more comes. */
  private static void holdBack(final FramePeer.Wire wire, final int window, final AtomicLong most)
      throws IOException {
    final long[] ids = new long[window];
    for (int held = 0; ; held = 0) {
      while (held < window) {
        final Submit submit = wire.next();
        if (submit == null) {
          return;
        }
        ids[held++] = submit.id();
      }
      most.accumulateAndGet(window + (wire.hasMore() ? 1 : 0), Math::max);
      for (final long id : ids) {
        wire.ack(id);
      }
      wire.flush();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
  void shouldJoinAcksWhenTheyAreSplitAtAnyByte(final int split) throws IOException {
    try (FramePeer peer = new FramePeer(wire -> answerInPieces(wire, split))) {
      final LoadResult result = run(config(peer).connections(1).window(1).requests(50));
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
      assertThat(result.verify().acked()).isEqualTo(50);
    }
  }

  private static void answerInPieces(final FramePeer.Wire wire, final int split)
      throws IOException {
    for (Submit submit = wire.next(); submit != null; submit = wire.next()) {
      final byte[] ack = FramePeer.ackBytes(submit.id(), 0);
      wire.bytes(Arrays.copyOf(ack, split));
      wire.bytes(Arrays.copyOfRange(ack, split, ack.length));
    }
  }

  @Test
  void shouldFloodWhenTheWindowIsZero() throws IOException {
    final AtomicLong most = new AtomicLong();
    try (FramePeer peer = new FramePeer(wire -> holdBack(wire, 5_000, most))) {
      final LoadResult result = run(config(peer).window(0).requests(30_000));
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
      assertThat(most.get()).isGreaterThanOrEqualTo(5_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1-300", "64:80,1024:15,200KiB:5", "3MiB"})
  void shouldVerifyEveryAckWhenPayloadsDiffer(final String payload) throws IOException {
    try (FramePeer peer = new FramePeer(FramePeer::answer)) {
      final LoadResult result =
          run(config(peer).payload(PayloadMix.parse(payload)).window(4).requests(200));
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
      assertThat(result.verify().acked()).isEqualTo(200);
    }
  }

  @Test
  void shouldCountResultsWhenTheServerRefuses() throws IOException {
    try (FramePeer peer = new FramePeer(LoadRunTest::refuseInTurn)) {
      final LoadResult result = run(config(peer).connections(1).requests(500));
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
      assertThat(result.verify().results())
          .containsEntry("ok", 100L)
          .containsEntry("busy", 100L)
          .containsEntry("rejected", 100L)
          .containsEntry("unauthenticated", 100L)
          .containsEntry("failed", 100L);
    }
  }

  private static void refuseInTurn(final FramePeer.Wire wire) throws IOException {
    int turn = 0;
    for (Submit submit = wire.next(); submit != null; submit = wire.next()) {
      wire.ack(submit.id(), turn++ % 5);
      wire.flushIfIdle();
    }
  }

  @Test
  void shouldFailInOneLineWhenNobodyListens() throws IOException {
    final int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    assertThatThrownBy(() -> run(new LoadConfig(new Target("127.0.0.1", port))))
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("refused")
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldFailInOneLineWhenNobodyListensOnAnAddressOfVersion6() throws IOException {
    final int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    assertThatThrownBy(() -> run(new LoadConfig(Target.parse("[::1]:" + port))))
        .hasMessageStartingWith("cannot connect to [::1]:" + port)
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldVerifyEveryAckWhenTheAddressIsOfVersion6() throws IOException {
    assumeTrue(InetAddress.getByName("::1").isReachable(1_000), "no IPv6 on this machine");
    try (FramePeer peer = new FramePeer(InetAddress.getByName("::1"), FramePeer::answer)) {
      final LoadResult result =
          run(new LoadConfig(Target.parse("[::1]:" + peer.port())).connections(2).requests(100));
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
      assertThat(result.verify().acked()).isEqualTo(100);
    }
  }

  @Test
  void shouldFailInOneLineWhenTheHostIsUnknown() {
    assertThatThrownBy(() -> run(new LoadConfig(new Target("no-such-host.invalid", 1))))
        .hasMessageContaining("no-such-host.invalid")
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldSayGoodbyeWhenStoppedBeforeItsFirstSchedule() throws IOException {
    try (FramePeer peer = new FramePeer(FramePeer::answer)) {
      final LoadRig[] rig = new LoadRig[1];
      final LoadListener stopper =
          new LoadListener() {
            @Override
            public void onConnected() {
              rig[0].stop();
            }
          };
      rig[0] = new LoadRig(config(peer).rate(new SendRate(1_000, Arrival.POISSON)), stopper);
      final LoadResult result = rig[0].run();
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.INVALID);
      assertThat(result.verify().sent()).isZero();
      assertThat(result.errors()).isEqualTo(new LoadResult.Errors(0, 0, 0, 0));
    }
  }

  @Test
  void shouldEndEarlyWhenStopped() throws IOException {
    try (FramePeer peer = new FramePeer(FramePeer::answer)) {
      final LoadRig[] rig = new LoadRig[1];
      final LoadListener stopper =
          new LoadListener() {
            @Override
            public void onInterval(final IntervalSnapshot snapshot) {
              rig[0].stop();
            }
          };
      final LoadConfig config =
          config(peer).durationNs(TimeUnit.HOURS.toNanos(1)).intervalNs(SHORT_NS);
      rig[0] = new LoadRig(config, stopper);
      final LoadResult result = rig[0].run();
      assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.PASSED);
      assertThat(result.verify().missing()).isZero();
    }
  }
}
