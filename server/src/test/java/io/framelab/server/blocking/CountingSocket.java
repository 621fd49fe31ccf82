package io.framelab.server.blocking;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A real socket that counts how often its streams are asked. Each call is one system call: the
 * JDK's streams of a socket keep nothing back.
 */
final class CountingSocket extends Socket {
  private volatile int reads;
  private volatile int writes;

  /** The next connection of a listener that {@link #listen} made. */
  static CountingSocket accept(final ServerSocket listener) throws IOException {
    return (CountingSocket) listener.accept();
  }

  static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress()) {
      @Override
      public Socket accept() throws IOException {
        final CountingSocket socket = new CountingSocket();
        implAccept(socket);
        return socket;
      }
    };
  }

  int reads() {
    return reads;
  }

  int writes() {
    return writes;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() {
        throw new AssertionError("a system call for a single byte");
      }

      @Override
      public int read(final byte[] bytes, final int offset, final int length) throws IOException {
        reads = reads + 1;
        return in.read(bytes, offset, length);
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(final int single) {
        throw new AssertionError("a system call for a single byte");
      }

      @Override
      public void write(final byte[] bytes, final int offset, final int length) throws IOException {
        writes = writes + 1;
        out.write(bytes, offset, length);
      }
    };
  }
}
