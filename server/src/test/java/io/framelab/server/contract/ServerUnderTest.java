package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.RequestTimes;
import io.framelab.metrics.ServerCounter;
import io.framelab.metrics.ServerGauge;
import io.framelab.server.core.Limits;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Server;
import io.framelab.server.core.ServerConfig;
import io.framelab.server.core.SubmitHandler;
import io.framelab.server.core.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** An embedded server with one engine, and what tests ask of it. */
final class ServerUnderTest implements AutoCloseable {
  /** The longest frame that these servers accept. */
  static final int MAX = FrameDescriptor.DEFAULT_MAX_FRAME_LENGTH;

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final Server server;

  private ServerUnderTest(final ServerConfig config, final SubmitHandler handler)
      throws IOException {
    this.server = Server.start(config, handler);
  }

  static ServerUnderTest start(final EngineUnderTest engine) throws IOException {
    return start(engine, submission -> ResultCode.OK);
  }

  static ServerUnderTest start(final EngineUnderTest engine, final SubmitHandler handler)
      throws IOException {
    return new ServerUnderTest(engine.config(), handler);
  }

  static ServerUnderTest start(
      final EngineUnderTest engine, final Limits limits, final SubmitHandler handler)
      throws IOException {
    return new ServerUnderTest(engine.config().limits(limits.drainTimeout(STOP_TIMEOUT)), handler);
  }

  static ServerUnderTest start(
      final EngineUnderTest engine, final Workers workers, final SubmitHandler handler)
      throws IOException {
    return new ServerUnderTest(engine.config().workers(workers), handler);
  }

  static ServerUnderTest start(
      final EngineUnderTest engine, final int maxFrameLength, final SubmitHandler handler)
      throws IOException {
    final ServerConfig config = engine.config();
    return new ServerUnderTest(
        config.limits(config.limits().maxFrameLength(maxFrameLength).drainTimeout(STOP_TIMEOUT)),
        handler);
  }

  int port() {
    return server.address().getPort();
  }

  RawPeer connect() throws IOException {
    return RawPeer.connect(port());
  }

  boolean isDraining() {
    return server.isDraining();
  }

  boolean stop(final Duration timeout) {
    return server.stop(timeout);
  }

  int workerQueueDepth() {
    return server.workerQueueDepth();
  }

  long lateAnswers() {
    return server.lateAnswers();
  }

  long count(final ServerCounter counter) {
    return server.counters().total(counter);
  }

  long now(final ServerGauge gauge) {
    return server.counters().now(gauge);
  }

  RequestTimes requestTimes() {
    return server.counters().requestTimes();
  }

  /**
   * What its threads have allocated on the heap so far, and the direct buffers that live in this
   * JVM.
   */
  long allocatedBytes() {
    server.allocated().sample();
    return server.allocated().ioBytes() + HeldMemory.directBytes();
  }

  /** All counters that are not zero. */
  Map<ServerCounter, Long> counts() {
    final Map<ServerCounter, Long> counts = new EnumMap<>(ServerCounter.class);
    for (final ServerCounter counter : ServerCounter.values()) {
      if (count(counter) != 0) {
        counts.put(counter, count(counter));
      }
    }
    return counts;
  }

  void awaitCount(final ServerCounter counter, final long expected) {
    Await.until(
        () -> count(counter) >= expected,
        () -> counter + " should reach " + expected + ", all counts: " + counts());
    assertThat(count(counter)).as("%s of %s", counter, counts()).isEqualTo(expected);
  }

  /** Waits until every connection that was accepted has ended. */
  void awaitAllClosed(final int connections) {
    Await.until(
        () -> closed() >= connections,
        () -> connections + " connections should have ended, all counts: " + counts());
    assertNoConnectionLost();
    assertThat(closed()).isEqualTo(connections);
  }

  /** A stranger is served as if nothing had happened. */
  void assertServes() throws IOException {
    try (RawPeer probe = connect()) {
      probe.submit(77, new byte[3]);
      assertThat(probe.receive(FrameDescriptor.ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(77, 1));
    }
  }

  /** Stops it; every connection must have been counted as closed once. */
  @Override
  public void close() {
    server.stop(STOP_TIMEOUT);
    assertNoConnectionLost();
  }

  private void assertNoConnectionLost() {
    assertThat(closed()).as("closed, of %s", counts()).isEqualTo(count(ServerCounter.ACCEPTED));
    for (final ServerGauge gauge : ServerGauge.values()) {
      assertThat(now(gauge)).as("%s when all have left, of %s", gauge, counts()).isZero();
    }
  }

  private long closed() {
    return count(ServerCounter.CLOSED_PEER)
        + count(ServerCounter.CLOSED_IDLE)
        + count(ServerCounter.CLOSED_FRAME_TIMEOUT)
        + count(ServerCounter.CLOSED_SLOW_CONSUMER)
        + count(ServerCounter.CLOSED_PROTOCOL)
        + count(ServerCounter.CLOSED_DRAIN)
        + count(ServerCounter.CLOSED_ERROR);
  }
}
