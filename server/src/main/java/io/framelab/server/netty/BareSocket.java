package io.framelab.server.netty;

import io.netty.channel.IoEventLoop;
import java.io.IOException;

/**
 * A connected, non-blocking socket that a loop watches without a channel: only what differs between
 * transports. Used by its loop only.
 */
interface BareSocket {
  /** What the loop is to watch for. A socket never waits for two things. */
  enum Readiness {
    /** Bytes, or the peer's end. */
    READABLE,
    /** Room for bytes. */
    WRITABLE,
    /** Nothing; on some transports a reset is told all the same. */
    NONE
  }

  /** Hears of what is watched for. */
  interface Watcher {
    /**
     * What was watched for has come, or the connection is broken.
     *
     * @param broken whether that is known already.
     */
    void onReady(boolean broken);

    /** The loop has ended. */
    void onUnregistered();
  }

  /**
   * Makes it ready to be used, and has the loop watch it, for nothing at first.
   *
   * @throws IOException if the peer has gone already, or the loop cannot.
   */
  void register(IoEventLoop loop, Watcher watcher) throws IOException;

  /** Changes what the loop watches for. */
  void watchFor(Readiness readiness);

  /**
   * Reads once.
   *
   * @param into filled from its beginning on.
   * @return bytes; 0 if there are none now, -1 if the peer has shut its output down.
   */
  int read(IoBuffer into) throws IOException;

  /**
   * Writes once.
   *
   * @return the bytes that the socket took, 0 or more.
   */
  int write(IoBuffer from, int offset, int length) throws IOException;

  /** Sends what was written, then tells the peer that no more will come. */
  void shutdownOutput() throws IOException;

  /** Has its end be a reset: whatever the kernel still holds for the peer is thrown away. */
  void resetOnClose() throws IOException;

  /** Closes it; the loop forgets it. */
  void closeNow();
}
