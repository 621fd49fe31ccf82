package io.framelab.server.netty;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands sockets without a channel to Netty's loops. Stateless. */
final class Registrations {
  private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);

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

  /**
   * Closes a socket, then has its loop forget it: in this order, since closing takes it out of
   * epoll without a call of its own. Called on the loop's own thread.
   *
   * @param registration null if there never was one.
   */
  static void end(final IoHandle handle, final IoRegistration registration) {
    try {
      handle.close();
    } catch (final Exception alreadyGone) {
      LOG.debug("a socket did not close well", alreadyGone);
    }
    if (registration != null) {
      registration.cancel();
    }
  }
}
