package io.framelab.server.netty;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/** Hands sockets without a channel to Netty's loops. Stateless. */
final class Registrations {
  private Registrations() {}

  /**
   * Registers at once. Called on the loop's own thread.
   *
   * @throws IOException if the loop refuses.
   */
  static IoRegistration of(final IoEventLoop loop, final IoHandle handle) throws IOException {
    final Future<IoRegistration> registered = loop.register(handle);
    if (!registered.isSuccess()) {
      throw new IOException("an event loop does not take a socket", registered.cause());
    }
    return registered.getNow();
  }
}
