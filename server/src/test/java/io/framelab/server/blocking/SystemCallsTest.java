package io.framelab.server.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.Engine;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.EngineFactory;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.RunningEngine;
import io.framelab.server.core.Server;
import io.framelab.server.core.ServerConfig;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The figures that the ladder claims for the first two rungs, counted at the socket. */
@Timeout(30)
class SystemCallsTest {
  private static final int SUBMITS = 100;

  /** One finds that the peer has no more to say, one looks again after the goodbye. */
  private static final int ENDING_READS = 2;

  private static final byte[] PAYLOAD = new byte[20];

  @Test
  void shouldReadTwiceAndWriteTwicePerPacketWhenUnbuffered() throws Exception {
    final CountingSocket socket = serve(Streams.RAW, FrameObjects.FRESH);

    assertThat(socket.reads()).isEqualTo(2 * SUBMITS + ENDING_READS);
    assertThat(socket.writes()).isEqualTo(2 * SUBMITS);
  }

  @Test
  void shouldReadOnceAndWriteOncePerBatchWhenBuffered() throws Exception {
    final CountingSocket socket = serve(Streams.BUFFERED, FrameObjects.FRESH);

    assertThat(socket.reads()).isEqualTo(1 + ENDING_READS);
    assertThat(socket.writes()).isEqualTo(1);
  }

  @Test
  void shouldReadOnceAndWriteOncePerBatchWhenPooled() throws Exception {
    final CountingSocket socket = serve(Streams.BUFFERED, FrameObjects.POOLED);

    assertThat(socket.reads()).isEqualTo(1 + ENDING_READS);
    assertThat(socket.writes()).isEqualTo(1);
  }

  @Test
  void shouldReadOnceAndWriteOncePerBatchWhenReused() throws Exception {
    final CountingSocket socket = serve(Streams.BUFFERED, FrameObjects.REUSED);

    assertThat(socket.reads()).isEqualTo(1 + ENDING_READS);
    assertThat(socket.writes()).isEqualTo(1);
  }

  /** Serves a batch that has arrived whole before the first read, on this thread. */
  private static CountingSocket serve(final Streams streams, final FrameObjects objects)
      throws Exception {
    final ContextOnly engine = new ContextOnly();
    try (Server server = Server.start(ServerConfig.of(engine).port(0), s -> ResultCode.OK);
        ServerSocket listener = CountingSocket.listen();
        RawPeer peer = RawPeer.connect(listener.getLocalPort())) {
      final CountingSocket socket = CountingSocket.accept(listener);
      final byte[] batch = RawPeer.submitFrames(0, SUBMITS, PAYLOAD);
      peer.send(batch).halfClose();
      awaitArrival(socket, batch.length);

      new BlockingConnection(socket, streams, objects, objects.sources().get(), engine.context)
          .run();

      assertThat(peer.receiveToEnd()).isEqualTo(RawPeer.ackFrames(0, SUBMITS));
      assertThat(server.counters().total(ServerCounter.RSP_SEND)).isEqualTo(SUBMITS);
      return socket;
    }
  }

  private static void awaitArrival(final CountingSocket socket, final int bytes)
      throws IOException {
    final long deadlineNs = System.nanoTime() + RawPeer.PATIENCE.toNanos();
    while (socket.getInputStream().available() < bytes) {
      Thread.onSpinWait();
      assertThat(System.nanoTime()).isLessThan(deadlineNs);
    }
  }

  /** An engine like any other, that lets the test have what the server hands to it. */
  private static final class ContextOnly implements EngineFactory {
    private EngineContext context;

    @Override
    public String engineName() {
      return Engine.UNBUFFERED.engineName();
    }

    @Override
    public boolean isBlocking() {
      return true;
    }

    @Override
    public boolean isHardened() {
      return false;
    }

    @Override
    public RunningEngine start(final EngineContext context) throws IOException {
      this.context = context;
      return Engine.UNBUFFERED.start(context);
    }
  }
}
