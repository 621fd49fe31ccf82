package io.framelab.codec;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The black-box peer of the tests: a raw blocking socket that sends exactly the bytes it is told
 * and hands back exactly the bytes that come. Knows frames only where a test asks for them. For one
 * thread; one thread more may write while another reads.
 */
public final class RawPeer implements AutoCloseable {
  /**
   * A generous upper bound for a slow, shared machine; waiting longer than this for a byte fails
   * the test.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int SMALL_BUFFER_BYTES = 8 * 1024;
  private static final int LARGE_BUFFER_BYTES = 1024 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RawPeer(final Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Connects to a server on this machine. */
  public static RawPeer connect(final int port) throws IOException {
    return connect(port, new Socket());
  }

  /** Connects with the smallest buffers, so that what nobody reads soon stops the sender. */
  public static RawPeer connectWithSmallBuffers(final int port) throws IOException {
    final Socket socket = new Socket();
    socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
    socket.setSendBufferSize(SMALL_BUFFER_BYTES);
    return connect(port, socket);
  }

  /** Connects from an address of this machine other than the usual one, such as 127.0.0.2. */
  public static RawPeer connectFrom(final String address, final int port) throws IOException {
    final Socket socket = new Socket();
    socket.bind(new InetSocketAddress(address, 0));
    return connect(port, socket);
  }

  private static RawPeer connect(final int port, final Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new RawPeer(socket);
  }

  /** Sends bytes in one write. */
  public RawPeer send(final byte[] bytes) throws IOException {
    out.write(bytes);
    return this;
  }

  /** Sends bytes written in hexadecimal. */
  public RawPeer send(final String hex) throws IOException {
    return send(GoldenBytes.bytes(hex));
  }

  /** Sends bytes one by one, each in a segment of its own. */
  public RawPeer sendByteByByte(final byte[] bytes) throws IOException {
    for (final byte single : bytes) {
      out.write(single);
    }
    return this;
  }

  /** Sends a Submit. */
  public RawPeer submit(final long id, final byte[] payload) throws IOException {
    return send(submitFrame(id, payload));
  }

  /** The bytes of a Submit. */
  public static byte[] submitFrame(final long id, final byte[] payload) {
    final byte[] frame = new byte[FrameDescriptor.frameLength(payload.length)];
    SubmitFlyweight.encode(new UnsafeBuffer(frame), 0, id, payload);
    return frame;
  }

  /** The bytes of that many Submits with ids from {@code firstId} on. */
  public static byte[] submitFrames(final long firstId, final int count, final byte[] payload) {
    final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      frames.writeBytes(submitFrame(firstId + i, payload));
    }
    return frames.toByteArray();
  }

  /** The bytes of the acks of that many Submits with ids from {@code firstId} on, result 0. */
  public static byte[] ackFrames(final long firstId, final int count) {
    final byte[] frames = new byte[count * FrameDescriptor.ACK_LENGTH];
    final UnsafeBuffer buffer = new UnsafeBuffer(frames);
    for (int i = 0; i < count; i++) {
      SubmitAckFlyweight.encode(buffer, i * FrameDescriptor.ACK_LENGTH, firstId + i, 0);
    }
    return frames;
  }

  /** Reads exactly that many bytes; fails if the server closes first. */
  public byte[] receive(final int count) throws IOException {
    final byte[] bytes = new byte[count];
    new DataInputStream(in).readFully(bytes);
    return bytes;
  }

  /** Reads that many bytes, fewer only if the server shuts its output down first. */
  public byte[] receiveUpTo(final int count) throws IOException {
    return in.readNBytes(count);
  }

  /** Reads one ack. */
  public Packet receiveAck() throws IOException {
    final UnsafeBuffer frame = new UnsafeBuffer(receive(FrameDescriptor.ACK_LENGTH));
    return new PacketCodec().decode(frame, 0, frame.capacity());
  }

  /** Reads all that still comes until the server shuts its output down. */
  public byte[] receiveToEnd() throws IOException {
    return in.readAllBytes();
  }

  /** From now on takes much at once, after {@link #connectWithSmallBuffers}. */
  public RawPeer enlargeReceiveBuffer() throws IOException {
    socket.setReceiveBufferSize(LARGE_BUFFER_BYTES);
    return this;
  }

  /** Shuts output down, input stays open. */
  public RawPeer halfClose() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** The address that the server sees. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Ends the connection with a reset instead of a farewell. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
