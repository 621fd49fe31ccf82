package io.framelab.loadgen;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * A connection to a server that needs no time but what a test says: each Submit is acknowledged at
 * the time that the test computes from its arrival.
 */
final class FakeChannel extends SocketChannel {
  private final LongSupplier clock;
  private final LongUnaryOperator ackNs;
  private final int frameBytes;
  private final Deque<Long> acksNs = new ArrayDeque<>();
  private final SelectionKey key = new FakeKey();
  private final long firstId;
  private long acked;
  private long pendingBytes;

  FakeChannel(
      final LongSupplier clock,
      final int number,
      final int frameBytes,
      final LongUnaryOperator ackNs) {
    super(null);
    this.clock = clock;
    this.firstId = (long) number << LoadConnection.SEQUENCE_BITS;
    this.frameBytes = frameBytes;
    this.ackNs = ackNs;
  }

  SelectionKey key() {
    return key;
  }

  /** When the next ack can be read, or {@link Long#MAX_VALUE}. */
  long nextAckNs() {
    return acksNs.isEmpty() ? Long.MAX_VALUE : acksNs.peek();
  }

  @Override
  public int write(final ByteBuffer source) {
    final int bytes = source.remaining();
    source.position(source.limit());
    for (pendingBytes += bytes; pendingBytes >= frameBytes; pendingBytes -= frameBytes) {
      acksNs.add(ackNs.applyAsLong(clock.getAsLong()));
    }
    return bytes;
  }

  @Override
  public int read(final ByteBuffer target) throws IOException {
    int bytes = 0;
    while (nextAckNs() <= clock.getAsLong()) {
      acksNs.remove();
      final byte[] ack = FramePeer.ackBytes(firstId + acked++, 0);
      target.put(ack);
      bytes += ack.length;
    }
    return bytes;
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("no load thread does that");
  }

  @Override
  public SocketChannel bind(final SocketAddress local) {
    throw unused();
  }

  @Override
  public <T> SocketChannel setOption(final SocketOption<T> name, final T value) {
    throw unused();
  }

  @Override
  public <T> T getOption(final SocketOption<T> name) {
    throw unused();
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return Set.of();
  }

  @Override
  public SocketChannel shutdownInput() {
    throw unused();
  }

  @Override
  public SocketChannel shutdownOutput() {
    throw unused();
  }

  @Override
  public Socket socket() {
    throw unused();
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isConnectionPending() {
    return false;
  }

  @Override
  public boolean connect(final SocketAddress remote) {
    throw unused();
  }

  @Override
  public boolean finishConnect() {
    return true;
  }

  @Override
  public SocketAddress getRemoteAddress() {
    throw unused();
  }

  @Override
  public SocketAddress getLocalAddress() {
    throw unused();
  }

  @Override
  public long read(final ByteBuffer[] targets, final int offset, final int length) {
    throw unused();
  }

  @Override
  public long write(final ByteBuffer[] sources, final int offset, final int length) {
    throw unused();
  }

  @Override
  protected void implCloseSelectableChannel() {
    // Nothing is open.
  }

  @Override
  protected void implConfigureBlocking(final boolean block) {
    // Nothing blocks.
  }

  /** Remembers what is waited for, for nobody. */
  private final class FakeKey extends SelectionKey {
    private int wanted = OP_READ;
    private boolean valid = true;

    @Override
    public FakeChannel channel() {
      return FakeChannel.this;
    }

    @Override
    public Selector selector() {
      throw unused();
    }

    @Override
    public boolean isValid() {
      return valid;
    }

    @Override
    public void cancel() {
      valid = false;
    }

    @Override
    public int interestOps() {
      return wanted;
    }

    @Override
    public SelectionKey interestOps(final int ops) {
      wanted = ops;
      return this;
    }

    @Override
    public int readyOps() {
      return OP_READ;
    }
  }
}
