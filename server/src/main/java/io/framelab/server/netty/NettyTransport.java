package io.framelab.server.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;

/** How Netty waits for bytes, one row each. Immutable: any thread may use it. */
public enum NettyTransport {
  /** The JDK's selector; everywhere. */
  NIO(NioServerSocketChannel.class) {
    @Override
    IoHandlerFactory ioHandlerFactory() {
      return NioIoHandler.newFactory();
    }

    @Override
    BareListenSocket listenSocket(final InetSocketAddress address) throws IOException {
      return NioListenSocket.bind(address);
    }

    @Override
    Throwable unavailabilityCause() {
      return null;
    }
  },
  /** Linux's epoll, through Netty's own library. */
  EPOLL(EpollServerSocketChannel.class) {
    @Override
    IoHandlerFactory ioHandlerFactory() {
      return EpollIoHandler.newFactory();
    }

    @Override
    BareListenSocket listenSocket(final InetSocketAddress address) throws IOException {
      return EpollListenSocket.bind(address);
    }

    @Override
    Throwable unavailabilityCause() {
      return Epoll.unavailabilityCause();
    }
  },
  /**
   * Linux's io_uring, with a ring of buffers that the kernel reads into. Containers often forbid
   * it.
   */
  IO_URING(IoUringServerSocketChannel.class) {
    @Override
    IoHandlerFactory ioHandlerFactory() {
      return IoUringIoHandler.newFactory(RingBuffers.config());
    }

    @Override
    Throwable unavailabilityCause() {
      return IoUring.isAvailable() && !IoUring.isRegisterBufferRingSupported()
          ? new UnsupportedOperationException("this kernel has no buffer rings, Linux 5.19 has")
          : IoUring.unavailabilityCause();
    }

    @Override
    void configure(final ServerBootstrap bootstrap) {
      bootstrap
          .childOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, RingBuffers.GROUP_ID)
          .childOption(ChannelOption.RECVBUF_ALLOCATOR, RingBuffers.SIZE_IS_THE_RINGS)
          .childOption(IoUringChannelOption.TCP_NOTSENT_LOWAT, MAX_UNSENT_BYTES);
    }
  };

  /**
   * Netty's switch for receives that stay armed, read once when its classes load. With them, Netty
   * 4.2.18 on Linux 6.18 never notices about one in 45 000 peers that send half a frame and reset;
   * without, none of 500 000 was missed. Who sets the property has the last word.
   */
  private static final String MULTISHOT_RECEIVES = "io.netty.iouring.recvMultiShotEnabled";

  /**
   * The same for accepts. When those fail for want of file descriptors, Netty 4.2.18 arms them
   * again at once, though told to pause: a loop that spins and a log of 100 MB a second. And the
   * address of a peer that has reset meanwhile is lost.
   */
  private static final String MULTISHOT_ACCEPTS = "io.netty.iouring.acceptMultiShotEnabled";

  static {
    switchOff(MULTISHOT_RECEIVES);
    switchOff(MULTISHOT_ACCEPTS);
  }

  /**
   * What the kernel keeps of acks that a peer has no room for, since a ring writes on only when a
   * good part of it has gone: in megabytes, its own measure, a slow peer would seem to take nothing
   * for minutes.
   */
  private static final long MAX_UNSENT_BYTES = 64 * 1024L;

  private final Class<? extends ServerSocketChannel> serverChannel;

  NettyTransport(final Class<? extends ServerSocketChannel> serverChannel) {
    this.serverChannel = serverChannel;
  }

  /** Gives each event loop its way to wait. */
  abstract IoHandlerFactory ioHandlerFactory();

  /** Null if it can be used here. */
  abstract Throwable unavailabilityCause();

  /** Binds a socket that a loop can watch without a channel. */
  BareListenSocket listenSocket(final InetSocketAddress address) throws IOException {
    throw new IllegalArgumentException(label() + " keeps the buffers of connections that wait");
  }

  /** Sets what connections of this transport need from their very beginning. */
  void configure(final ServerBootstrap bootstrap) {}

  /**
   * Whether it can be used here.
   *
   * @return false if the system, the processor or the JVM's flags rule it out.
   */
  public boolean isAvailable() {
    return unavailabilityCause() == null;
  }

  /**
   * Why it cannot be used here.
   *
   * @return a line for people.
   */
  public String whyNot() {
    return label() + " is not available: " + innermost(unavailabilityCause());
  }

  private static void switchOff(final String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "false");
    }
  }

  Class<? extends ServerSocketChannel> serverChannel() {
    return serverChannel;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Netty wraps the reason in errors of class loading, or of a loop that could not be made. */
  static String innermost(final Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
