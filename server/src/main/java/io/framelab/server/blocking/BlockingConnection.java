package io.framelab.server.blocking;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.ProtocolException;
import io.framelab.metrics.CounterShard;
import io.framelab.server.core.CloseReason;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.Peer;
import io.framelab.server.core.Session;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One connection and its thread: reads a frame, has the session answer it, and so on until somebody
 * leaves. {@link #run} is for that thread; {@link #drain} and {@link #closeNow} are for the thread
 * that stops the server.
 */
final class BlockingConnection implements Runnable {
  private final DrainGate gate = new DrainGate();
  private final UnsafeBuffer lengthField = new UnsafeBuffer(new byte[FrameDescriptor.LENGTH_BYTES]);
  private final Socket socket;
  private final Streams streams;
  private final FrameObjects objects;
  private final FrameSource frames;
  private final EngineContext context;

  BlockingConnection(
      final Socket socket,
      final Streams streams,
      final FrameObjects objects,
      final FrameSource frames,
      final EngineContext context) {
    this.socket = socket;
    this.streams = streams;
    this.objects = objects;
    this.frames = frames;
    this.context = context;
  }

  @Override
  public void run() {
    final CounterShard counters = context.counters().newShard();
    try (socket) {
      serve(counters);
    } catch (final IOException neverServed) {
      closeNow();
    } finally {
      context.counters().retire(counters);
      context.allocated().retire();
    }
  }

  /** Any thread: lets the connection go as soon as everything handled is acked. */
  void drain() {
    if (gate.drain()) {
      LingeringClose.shutdownOutput(socket);
    }
  }

  /**
   * Any thread: the peer of a connection that was let go while it was silent has had its time to
   * leave.
   */
  void endLinger() {
    if (gate.isDismissed()) {
      closeNow();
    }
  }

  /** Any thread: ends the connection wherever it is. */
  void closeNow() {
    LingeringClose.closeNow(socket);
  }

  private void serve(final CounterShard counters) throws IOException {
    final AckWriter acks = objects.acks(streams.output(socket.getOutputStream()), counters);
    final Thread owner = Thread.currentThread();
    final Session session =
        context
            .newOwner(counters)
            .openSession(
                new Peer((InetSocketAddress) socket.getRemoteSocketAddress()),
                acks,
                () -> LockSupport.unpark(owner));
    final GatedInput gated = new GatedInput(socket.getInputStream(), acks, session, gate, counters);
    CloseReason reason = CloseReason.ERROR;
    try {
      reason = serve(streams.input(gated), gated, session);
    } finally {
      session.close(reason);
    }
  }

  private CloseReason serve(final InputStream in, final GatedInput gated, final Session session) {
    try {
      final CloseReason reason = readFrames(in, gated, session);
      gated.endBatch();
      LingeringClose.sayGoodbye(socket);
      return reason;
    } catch (final IOException | UncheckedIOException broken) {
      return gate.isDismissed() ? CloseReason.DRAIN : CloseReason.ERROR;
    }
  }

  /** Returns why there is no more to read. */
  private CloseReason readFrames(
      final InputStream in, final GatedInput gated, final Session session) throws IOException {
    final FrameDecoder decoder = context.frameDecoder();
    final byte[] lengthBytes = lengthField.byteArray();
    try {
      while (in.readNBytes(lengthBytes, 0, lengthBytes.length) == lengthBytes.length) {
        final int frameLength = decoder.judge(FrameDescriptor.frameLength(lengthField, 0));
        frames.readFrame(in, frameLength, session);
        while (session.hasPendingAcks()) {
          awaitLateAnswer(gated, session);
        }
      }
      return CloseReason.PEER;
    } catch (final EOFException insideFrame) {
      return CloseReason.PEER;
    } catch (final DrainedException asked) {
      return CloseReason.DRAIN;
    } catch (final ProtocolException malformed) {
      session.onProtocolError(malformed.reason());
      return CloseReason.PROTOCOL;
    }
  }

  /**
   * A blocking engine's thread has nothing better to do than to wait. It looks once more between
   * all that may block and the park: on a virtual thread a write that blocks parks too, and takes
   * the permit of an answer that came meanwhile.
   */
  private void awaitLateAnswer(final GatedInput gated, final Session session) throws IOException {
    gated.endBatch();
    session.releaseAcks();
    if (session.hasPendingAcks()) {
      LockSupport.park(session);
      if (socket.isClosed()) {
        throw new SocketException("closed while an answer was awaited");
      }
      // A handler may have left its thread interrupted, and then a park would not wait at all.
      Thread.interrupted();
      session.releaseAcks();
    }
  }
}
