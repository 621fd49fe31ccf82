package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.SubmitHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A peer that sends Submits for as long as somebody takes them and reads nothing until told to, and
 * the server that it stalls.
 */
final class StalledPeer implements AutoCloseable {
  private static final int CHUNK = 500;

  /** Many times what the kernel's buffers hold, if every byte of it were taken. */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  /** Acks that a channel holds before it says so: Netty's high watermark. */
  private static final int WATERMARK_BYTES = 64 * 1024;

  private static final Duration STALLED = Duration.ofMillis(400);

  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicInteger chunks = new AtomicInteger();
  private final EngineUnderTest engine;
  private final byte[] payload;
  private final ServerUnderTest server;
  private final RawPeer peer;
  private final Background<Void> sending;

  private StalledPeer(
      final EngineUnderTest engine, final SubmitHandler handler, final byte[] payload) {
    try {
      this.engine = engine;
      this.payload = payload;
      this.server = ServerUnderTest.start(engine, handler);
      this.peer = RawPeer.connectWithSmallBuffers(server.port());
      this.sending = Background.run(this::send);
    } catch (final Exception e) {
      throw new AssertionError("on " + engine, e);
    }
  }

  /** One for each engine; returns when no server takes anything any more. */
  static List<StalledPeer> onAllEngines(final SubmitHandler handler, final byte[] payload) {
    final List<StalledPeer> peers =
        EngineUnderTest.all().map(engine -> new StalledPeer(engine, handler, payload)).toList();
    awaitStalled(peers);
    return peers;
  }

  /** Its server does not simply take everything. */
  void assertStalled() {
    assertThat(sending.isDone()).as("%s took all, %s", engine, server.counts()).isFalse();
  }

  EngineUnderTest engine() {
    return engine;
  }

  ServerUnderTest server() {
    return server;
  }

  /** Submits whose acks have not left: the handler's, and those that the peer does not take. */
  long unacked() {
    return server.count(ServerCounter.REQ_RECV) - server.count(ServerCounter.RSP_SEND);
  }

  /**
   * How many of them may wait for the peer, at 14 bytes for an ack: what the channel holds, and
   * those of what was read ahead. The sender goes no further than twice as many: a server that
   * keeps those keeps everything, and more would only take the JVM down.
   */
  long maxUnsentAcks() {
    return WATERMARK_BYTES / FrameDescriptor.ACK_LENGTH
        + engine.readAheadBytes() / FrameDescriptor.frameLength(payload.length);
  }

  /** Bytes that the server has read and not made a Submit of. */
  long unhandledBytes() {
    return server.count(ServerCounter.RECEIVED_BYTES)
        - server.count(ServerCounter.REQ_RECV) * FrameDescriptor.frameLength(payload.length);
  }

  /** Sends no more and reads all that it is owed, elsewhere. */
  Background<Void> readAtLast() {
    enough.set(true);
    return Background.run(
        () -> {
          final byte[] acks = peer.enlargeReceiveBuffer().receiveToEnd();
          sending.result();
          assertThat(acks).as("%s", engine).isEqualTo(RawPeer.ackFrames(0, chunks.get() * CHUNK));
          return null;
        });
  }

  @Override
  public void close() throws IOException {
    peer.close();
    server.close();
  }

  private Void send() throws Exception {
    final int maxChunks = MAX_BYTES / (CHUNK * FrameDescriptor.frameLength(payload.length));
    while (!enough.get() && chunks.get() < maxChunks && unacked() < 2 * maxUnsentAcks()) {
      peer.send(RawPeer.submitFrames(chunks.get() * (long) CHUNK, CHUNK, payload));
      chunks.incrementAndGet();
    }
    peer.halfClose();
    return null;
  }

  /** Whether it is for good is seen by what the peers could send until then, not by the clock. */
  private static void awaitStalled(final List<StalledPeer> peers) {
    long before;
    do {
      before = received(peers);
      final long last = before;
      Await.within(STALLED, () -> received(peers) > last);
    } while (received(peers) > before);
  }

  private static long received(final List<StalledPeer> peers) {
    return peers.stream().mapToLong(p -> p.server.count(ServerCounter.RECEIVED_BYTES)).sum();
  }
}
