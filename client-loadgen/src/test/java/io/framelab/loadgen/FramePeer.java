package io.framelab.loadgen;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on raw sockets that behaves as a test tells it, with a thread per connection. It knows
 * the wire by itself.
 */
final class FramePeer implements AutoCloseable {
  /** What a connection's thread does; returning closes the connection. */
  interface Behaviour {
    void serve(Wire wire) throws IOException;
  }

  private final ServerSocket listener;
  private final Behaviour behaviour;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  FramePeer(final Behaviour behaviour) throws IOException {
    this(InetAddress.getLoopbackAddress(), behaviour);
  }

  FramePeer(final InetAddress address, final Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.listener = new ServerSocket(0, 128, address);
    start("peer-accept", this::accept);
  }

  /** Answers everything, in order, with ok. */
  static void answer(final Wire wire) throws IOException {
    for (Submit submit = wire.next(); submit != null; submit = wire.next()) {
      wire.ack(submit.id());
      wire.flushIfIdle();
    }
    wire.flush();
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return sockets.size();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (final Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        final Socket socket = listener.accept();
        sockets.add(socket);
        start("peer-" + sockets.size(), () -> serve(socket));
      } catch (final IOException e) {
        return;
      }
    }
  }

  private void serve(final Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      behaviour.serve(new Wire(socket));
    } catch (final SocketException ignored) {
      // The load generator may leave as it likes; what it saw is what the test asserts.
    } catch (final IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void start(final String name, final Runnable body) {
    final Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** One Submit as it came. */
  record Submit(long id, int payloadLength) {}

  /** Frames over one socket. */
  static final class Wire {
    private final Socket socket;
    private final BufferedInputStream raw;
    private final DataInputStream in;
    private final DataOutputStream out;

    Wire(final Socket socket) throws IOException {
      this.socket = socket;
      this.raw = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      this.in = new DataInputStream(raw);
      this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    }

    /** The next Submit, or null when the peer has sent its last. */
    Submit next() throws IOException {
      try {
        final int length = in.readInt();
        if (in.readUnsignedByte() != 2) {
          throw new IllegalStateException("not a Submit");
        }
        final long id = in.readLong();
        in.skipNBytes(length - 13);
        return new Submit(id, length - 13);
      } catch (final EOFException e) {
        return null;
      }
    }

    /** The next Submit, for behaviours that end when there is none. */
    Submit need() throws IOException {
      final Submit submit = next();
      if (submit == null) {
        throw new SocketException("the load generator has left");
      }
      return submit;
    }

    /** Whether a whole Submit is likely there already. */
    boolean hasMore() throws IOException {
      return raw.available() > 0;
    }

    void ack(final long id) throws IOException {
      ack(id, 0);
    }

    void ack(final long id, final int result) throws IOException {
      out.write(ackBytes(id, result));
    }

    void bytes(final byte... bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    void flush() throws IOException {
      out.flush();
    }

    void flushIfIdle() throws IOException {
      if (!hasMore()) {
        out.flush();
      }
    }

    /** Waits until the load generator has closed its side. */
    void awaitEnd() throws IOException {
      while (raw.read() >= 0) {
        // Whatever it sends is not wanted.
      }
    }

    /** Says that no more acks come. */
    void shutdownOutput() throws IOException {
      socket.shutdownOutput();
    }

    /** Closes so that the other side sees a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  static byte[] ackBytes(final long id, final int result) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final DataOutputStream data = new DataOutputStream(bytes);
    data.writeInt(14);
    data.writeByte(0x81);
    data.writeLong(id);
    data.writeByte(result);
    return bytes.toByteArray();
  }
}
