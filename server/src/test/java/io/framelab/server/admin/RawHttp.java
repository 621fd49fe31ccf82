package io.framelab.server.admin;

import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends what a well-behaved one would not, and goes away when it likes. */
final class RawHttp implements AutoCloseable {
  private final Socket socket = new Socket();

  RawHttp(final InetSocketAddress address) throws IOException {
    socket.setSoTimeout((int) RawPeer.PATIENCE.toMillis());
    socket.connect(address);
  }

  /** One request by a well-behaved client: the whole answer. */
  static String get(final InetSocketAddress address, final String target) throws IOException {
    try (RawHttp client = new RawHttp(address)) {
      return client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").receive();
    }
  }

  RawHttp send(final String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  RawHttp halfClose() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Whether an answer has begun to come. */
  boolean isAnswered() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  /** All that comes until the other side ends. */
  String receive() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
