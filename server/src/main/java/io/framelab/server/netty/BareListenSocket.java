package io.framelab.server.netty;

import io.framelab.server.core.Peer;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A listening, non-blocking socket that a loop watches without a channel: only what differs between
 * transports. Used by its loop only, once it is registered.
 */
interface BareListenSocket {
  /** Where it is bound, with the real port. Any thread. */
  InetSocketAddress address();

  /**
   * Has the loop watch it, for nothing at first.
   *
   * @param onReady called when somebody may be waiting to be accepted.
   * @throws IOException if the loop cannot.
   */
  void register(IoEventLoop loop, Runnable onReady) throws IOException;

  /** Whether the loop is to watch for peers. */
  void watch(boolean watched);

  /**
   * Takes the next peer.
   *
   * @return null if nobody waits.
   */
  Accepted accept() throws IOException;

  /** Closes it; the loop forgets it. */
  void closeNow();

  /** A new connection. */
  record Accepted(BareSocket socket, Peer peer) {}
}
