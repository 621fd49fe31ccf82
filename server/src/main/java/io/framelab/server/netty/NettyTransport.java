package io.framelab.server.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.Locale;

/** How Netty waits for bytes, one row each. Immutable: any thread may use it. */
public enum NettyTransport {
  /** The JDK's selector; everywhere. */
  NIO(NioServerSocketChannel.class) {
    @Override
    IoHandlerFactory ioHandlerFactory() {
      return NioIoHandler.newFactory();
    }
  };

  private final Class<? extends ServerSocketChannel> serverChannel;

  NettyTransport(final Class<? extends ServerSocketChannel> serverChannel) {
    this.serverChannel = serverChannel;
  }

  abstract IoHandlerFactory ioHandlerFactory();

  Class<? extends ServerSocketChannel> serverChannel() {
    return serverChannel;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
