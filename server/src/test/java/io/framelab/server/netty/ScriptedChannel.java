package io.framelab.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.net.SocketAddress;

/**
 * A channel whose other end is a {@link ScriptedPeer}; half-closed as the engines' channels are.
 */
final class ScriptedChannel extends AbstractChannel implements DuplexChannel {
  private static final int READ_BYTES = 64 * 1024;
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);

  private final ChannelConfig config = new Config();
  private final ScriptedPeer peer;
  private boolean reading;
  private boolean inputShutDown;
  private boolean outputShutDown;
  private boolean closed;

  ScriptedChannel(final ScriptedPeer peer) {
    super(null);
    this.peer = peer;
  }

  /** Returns whether the channel was told of something. */
  boolean tell() {
    if (closed) {
      return false;
    }
    final ChannelOutboundBuffer waiting = unsafe().outboundBuffer();
    if (waiting != null && waiting.size() > 0 && peer.isWritable()) {
      ((ScriptedUnsafe) unsafe()).resume();
      return true;
    }
    if (!reading || inputShutDown || !peer.isReadable()) {
      return false;
    }
    reading = false;
    final byte[] bytes = peer.read(READ_BYTES);
    if (bytes == null) {
      inputShutDown = true;
      pipeline().fireChannelReadComplete();
      pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    } else {
      pipeline().fireChannelRead(alloc().directBuffer(bytes.length).writeBytes(bytes));
      pipeline().fireChannelReadComplete();
    }
    return true;
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new ScriptedUnsafe();
  }

  @Override
  protected boolean isCompatible(final EventLoop loop) {
    return true;
  }

  @Override
  protected SocketAddress localAddress0() {
    return ScriptedPeer.ADDRESS;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return ScriptedPeer.ADDRESS;
  }

  @Override
  protected void doBind(final SocketAddress localAddress) {
    throw new AssertionError("is connected");
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doClose() {
    closed = true;
    peer.closed();
  }

  @Override
  protected void doBeginRead() {
    reading = true;
  }

  @Override
  protected void doWrite(final ChannelOutboundBuffer waiting) {
    for (Object next = waiting.current(); next != null; next = waiting.current()) {
      final byte[] bytes = ByteBufUtil.getBytes((ByteBuf) next);
      final int taken = peer.write(bytes);
      waiting.removeBytes(taken);
      if (taken < bytes.length) {
        return;
      }
    }
  }

  @Override
  protected void doShutdownOutput() {
    outputShutDown = true;
    peer.outputShutDown();
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public boolean isActive() {
    return !closed;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  @Override
  public boolean isInputShutdown() {
    return inputShutDown;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShutDown;
  }

  @Override
  public boolean isShutdown() {
    return inputShutDown && outputShutDown;
  }

  @Override
  public ChannelFuture shutdownOutput() {
    return shutdownOutput(newPromise());
  }

  @Override
  public ChannelFuture shutdownOutput(final ChannelPromise promise) {
    ((ScriptedUnsafe) unsafe()).shutdownOutput(promise);
    return promise;
  }

  @Override
  public ChannelFuture shutdownInput() {
    throw new AssertionError("nobody asks for that");
  }

  @Override
  public ChannelFuture shutdownInput(final ChannelPromise promise) {
    throw new AssertionError("nobody asks for that");
  }

  @Override
  public ChannelFuture shutdown() {
    throw new AssertionError("nobody asks for that");
  }

  @Override
  public ChannelFuture shutdown(final ChannelPromise promise) {
    throw new AssertionError("nobody asks for that");
  }

  private final class Config extends DefaultChannelConfig {
    private Config() {
      super(ScriptedChannel.this);
    }

    @Override
    protected void autoReadCleared() {
      reading = false;
    }
  }

  private final class ScriptedUnsafe extends AbstractUnsafe {
    /** The socket has room again for what was flushed. */
    private void resume() {
      flush0();
    }

    @Override
    public void connect(
        final SocketAddress remote, final SocketAddress local, final ChannelPromise promise) {
      throw new AssertionError("is connected");
    }
  }
}
