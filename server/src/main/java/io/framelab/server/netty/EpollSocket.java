package io.framelab.server.netty;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;

/**
 * A socket of Netty's native library, and the handle by which an epoll loop knows it: one object,
 * since a loop with a thousand connections finds few of them in its cache.
 */
final class EpollSocket extends Socket implements EpollIoHandle, BareSocket {
  private static final int EXPECTED = EpollIoOps.EPOLLIN.value() | EpollIoOps.EPOLLOUT.value();

  /** The peer has shut its output down. */
  private static final int END = -1;

  private Watcher watcher;
  private IoRegistration registration;

  EpollSocket(final int fd) {
    super(fd);
  }

  @Override
  public FileDescriptor fd() {
    return this;
  }

  @Override
  public void handle(final IoRegistration registration, final IoEvent event) {
    final int ops = ((EpollIoEvent) event).ops().value();
    watcher.onReady((ops & ~EXPECTED) != 0);
  }

  @Override
  public void unregistered() {
    watcher.onUnregistered();
  }

  @Override
  public void register(final IoEventLoop loop, final Watcher watcher) throws IOException {
    this.watcher = watcher;
    setTcpNoDelay(true);
    registration = Registrations.of(loop, this);
  }

  /**
   * Level-triggered, as a bare loop in C would: a read that did not fill its buffer is the last
   * one, without another call that finds nothing. For nothing is edge-triggered, because Netty
   * takes a watch for nothing at all for the end of all watching.
   */
  @Override
  public void watchFor(final Readiness readiness) {
    registration.submit(
        switch (readiness) {
          case READABLE -> EpollIoOps.EPOLLIN;
          case WRITABLE -> EpollIoOps.EPOLLOUT;
          case NONE -> EpollIoOps.EPOLLET;
        });
  }

  @Override
  public int read(final IoBuffer into) throws IOException {
    if (!SocketCalls.available()) {
      return recvAddress(into.address(), 0, into.capacity());
    }
    final int bytes = SocketCalls.receive(intValue(), into.address(), into.capacity());
    return bytes > 0 ? bytes : readNothing(into, bytes);
  }

  @Override
  public int write(final IoBuffer from, final int offset, final int length) throws IOException {
    if (SocketCalls.available()) {
      final int bytes = SocketCalls.send(intValue(), from.address() + offset, length);
      if (bytes != SocketCalls.FAILED) {
        return bytes;
      }
    }
    return sendAddress(from.address(), offset, offset + length);
  }

  /**
   * A peer that has reset meanwhile is an error of the socket's, whatever the library makes of it.
   */
  @Override
  public void shutdownOutput() throws IOException {
    try {
      shutdown(false, true);
    } catch (final NotYetConnectedException reset) {
      throw new IOException(reset);
    }
  }

  @Override
  public void resetOnClose() throws IOException {
    setSoLinger(0);
  }

  @Override
  public void closeNow() {
    Registrations.end(this, registration);
  }

  /**
   * After an error that the failed read has taken, the next one finds the end; but only an error
   * makes a socket forget its peer.
   */
  private int readNothing(final IoBuffer into, final int bytes) throws IOException {
    if (bytes != SocketCalls.FAILED) {
      return END;
    }
    final int again = recvAddress(into.address(), 0, into.capacity());
    if (again == END && remoteAddress() == null) {
      throw new IOException("reset by the peer");
    }
    return again;
  }
}
