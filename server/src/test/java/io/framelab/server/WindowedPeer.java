package io.framelab.server;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A client that behaves: sends Submits with ids from 0 on, no more than a window ahead of their
 * acks, on two threads of its own, until the server says goodbye or it is told to stop. Verifies
 * every ack.
 */
final class WindowedPeer implements AutoCloseable {
  private static final int WINDOW = 100;
  private static final int BATCH = 20;
  private static final byte[] PAYLOAD = new byte[5];

  private final Semaphore window = new Semaphore(WINDOW);
  private final RawPeer peer;
  private final Thread reader;
  private final Thread writer;
  private volatile boolean stopping;
  private volatile long acked;
  private volatile String wrong;

  private WindowedPeer(final RawPeer peer) {
    this.peer = peer;
    this.reader = new Thread(this::readAcks, "reader");
    this.writer = new Thread(this::writeSubmits, "writer");
  }

  /** Connects, and sends from now on. */
  static WindowedPeer start(final int port) throws IOException {
    final WindowedPeer peer = new WindowedPeer(RawPeer.connect(port));
    peer.reader.start();
    peer.writer.start();
    return peer;
  }

  long acked() {
    return acked;
  }

  /** Sends no more and waits for all that it is owed; returns how many acks came in all. */
  long stop() throws InterruptedException {
    stopping = true;
    return awaitEnd();
  }

  /**
   * Returns how many acks came until the server's goodbye; an error of the test's if one is wrong.
   */
  long awaitEnd() throws InterruptedException {
    writer.join();
    reader.join();
    if (wrong != null) {
      throw new AssertionError(wrong);
    }
    return acked;
  }

  @Override
  public void close() throws IOException {
    stopping = true;
    peer.close();
  }

  private void writeSubmits() {
    try {
      for (long next = 0; !stopping; ) {
        if (window.tryAcquire(BATCH, 10, TimeUnit.MILLISECONDS)) {
          peer.send(RawPeer.submitFrames(next, BATCH, PAYLOAD));
          next += BATCH;
        }
      }
      peer.halfClose();
    } catch (final IOException goodbye) {
      // The server's; the reader sees what it has acked.
    } catch (final InterruptedException e) {
      wrong = "interrupted";
    }
  }

  private void readAcks() {
    try {
      while (true) {
        final byte[] ack = peer.receiveUpTo(FrameDescriptor.ACK_LENGTH);
        if (ack.length == 0) {
          stopping = true;
          return;
        }
        if (!Arrays.equals(ack, RawPeer.ackFrames(acked, 1))) {
          wrong = "ack " + acked + " is " + Arrays.toString(ack);
        }
        acked++;
        window.release();
      }
    } catch (final IOException e) {
      wrong = "after " + acked + " acks: " + e;
      stopping = true;
    }
  }
}
