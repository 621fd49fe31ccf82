package io.framelab.loadgen;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/**
 * A server of one connection and one frame length that does next to nothing per Submit, so that it
 * is not the limit: whole reads in, whole writes out.
 */
final class BulkPeer implements AutoCloseable {
  private static final int ACK_BYTES = 14;

  private final ServerSocket listener;
  private final int frameBytes;

  BulkPeer(final int frameBytes) throws IOException {
    this.frameBytes = frameBytes;
    this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    final Thread thread = new Thread(this::serve, "bulk-peer");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    try (Socket socket = listener.accept()) {
      answer(socket.getInputStream(), socket.getOutputStream());
    } catch (final IOException ignored) {
      // The load generator may leave as it likes.
    }
  }

  private void answer(final InputStream in, final OutputStream out) throws IOException {
    final int frames = 16 * 1024;
    final byte[] submits = new byte[frames * frameBytes];
    final byte[] acks = new byte[frames * ACK_BYTES];
    final byte[] ack = FramePeer.ackBytes(0, 0);
    for (int i = 0; i < frames; i++) {
      System.arraycopy(ack, 0, acks, i * ACK_BYTES, ACK_BYTES);
    }
    int filled = 0;
    for (int read = in.read(submits);
        read >= 0;
        read = in.read(submits, filled, submits.length - filled)) {
      filled += read;
      final int whole = filled / frameBytes;
      for (int i = 0; i < whole; i++) {
        System.arraycopy(submits, i * frameBytes + 5, acks, i * ACK_BYTES + 5, Long.BYTES);
      }
      out.write(acks, 0, whole * ACK_BYTES);
      final byte[] rest = Arrays.copyOfRange(submits, whole * frameBytes, filled);
      System.arraycopy(rest, 0, submits, 0, rest.length);
      filled = rest.length;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
