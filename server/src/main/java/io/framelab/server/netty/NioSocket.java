package io.framelab.server.netty;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;

/** A socket of the JDK's, and the handle by which a selecting loop knows it. */
final class NioSocket implements NioIoHandle, BareSocket {
  private final SocketChannel channel;
  private Watcher watcher;
  private IoRegistration registration;

  NioSocket(final SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public SelectableChannel selectableChannel() {
    return channel;
  }

  @Override
  public void handle(final IoRegistration registration, final IoEvent event) {
    watcher.onReady(false);
  }

  @Override
  public void unregistered() {
    watcher.onUnregistered();
  }

  @Override
  public void register(final IoEventLoop loop, final Watcher watcher) throws IOException {
    this.watcher = watcher;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    registration = Registrations.of(loop, this);
  }

  @Override
  public void watchFor(final Readiness readiness) {
    registration.submit(
        switch (readiness) {
          case READABLE -> NioIoOps.READ;
          case WRITABLE -> NioIoOps.WRITE;
          case NONE -> NioIoOps.NONE;
        });
  }

  @Override
  public int read(final IoBuffer into) throws IOException {
    return channel.read(into.nio(0, into.capacity()));
  }

  @Override
  public int write(final IoBuffer from, final int offset, final int length) throws IOException {
    return channel.write(from.nio(offset, length));
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void resetOnClose() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
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
