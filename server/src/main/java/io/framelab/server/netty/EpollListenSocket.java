package io.framelab.server.netty;

import io.framelab.server.core.Listen;
import io.framelab.server.core.Peer;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.NativeInetAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Listens by Netty's native library. */
final class EpollListenSocket implements EpollIoHandle, BareListenSocket {
  /** One byte that tells how long the address is, and the longest: IPv6, scope, port. */
  private static final int ADDRESS_BYTES = 1 + 16 + 4 + 4;

  private final byte[] acceptedAddress = new byte[ADDRESS_BYTES];
  private final Socket socket;
  private final InetSocketAddress address;
  private Runnable onReady;
  private IoRegistration registration;

  private EpollListenSocket(final Socket socket) {
    this.socket = socket;
    this.address = socket.localAddress();
  }

  static EpollListenSocket bind(final InetSocketAddress address) throws IOException {
    Epoll.ensureAvailability();
    final Socket socket = newSocket(address.getAddress());
    try {
      socket.setReuseAddress(true);
      socket.bind(address);
      socket.listen(Listen.ACCEPT_BACKLOG);
      return new EpollListenSocket(socket);
    } catch (final IOException | RuntimeException | Error e) {
      socket.close();
      throw e;
    }
  }

  /** A socket of IPv6 serves both, but the kernel's way through it is longer. */
  private static Socket newSocket(final InetAddress address) {
    return address instanceof Inet4Address && !address.isAnyLocalAddress()
        ? LinuxSocket.newSocketStream(SocketProtocolFamily.INET)
        : LinuxSocket.newSocketStream();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public void handle(final IoRegistration registration, final IoEvent event) {
    onReady.run();
  }

  @Override
  public void register(final IoEventLoop loop, final Runnable onReady) throws IOException {
    this.onReady = onReady;
    registration = Registrations.of(loop, this);
    // Whoever asks first has it set up, which takes tens of milliseconds; not the first connection.
    loop.execute(SocketCalls::available);
  }

  @Override
  public void watch(final boolean watched) {
    registration.submit(watched ? EpollIoOps.EPOLLIN : EpollIoOps.EPOLLET);
  }

  @Override
  public Accepted accept() throws IOException {
    final int fd = socket.accept(acceptedAddress);
    if (fd < 0) {
      return null;
    }
    final Peer peer = new Peer(NativeInetAddress.address(acceptedAddress, 1, acceptedAddress[0]));
    return new Accepted(new EpollSocket(fd), peer);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public void closeNow() {
    Registrations.end(this, registration);
  }
}
