package io.framelab.server.netty;

import io.framelab.server.core.Listen;
import io.framelab.server.core.Peer;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Listens by the JDK's channels. */
final class NioListenSocket implements NioIoHandle, BareListenSocket {
  private final ServerSocketChannel channel;
  private final InetSocketAddress address;
  private Runnable onReady;
  private IoRegistration registration;

  private NioListenSocket(final ServerSocketChannel channel) throws IOException {
    this.channel = channel;
    this.address = (InetSocketAddress) channel.getLocalAddress();
  }

  static NioListenSocket bind(final InetSocketAddress address) throws IOException {
    final ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, Listen.ACCEPT_BACKLOG);
      return new NioListenSocket(channel);
    } catch (final IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public SelectableChannel selectableChannel() {
    return channel;
  }

  @Override
  public void handle(final IoRegistration registration, final IoEvent event) {
    onReady.run();
  }

  @Override
  public void register(final IoEventLoop loop, final Runnable onReady) throws IOException {
    this.onReady = onReady;
    registration = Registrations.of(loop, this);
  }

  @Override
  public void watch(final boolean watched) {
    registration.submit(watched ? NioIoOps.ACCEPT : NioIoOps.NONE);
  }

  @Override
  public Accepted accept() throws IOException {
    final SocketChannel accepted = channel.accept();
    if (accepted == null) {
      return null;
    }
    final Peer peer = new Peer((InetSocketAddress) accepted.getRemoteAddress());
    return new Accepted(new NioSocket(accepted), peer);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public void closeNow() {
    Registrations.end(this, registration);
  }
}
