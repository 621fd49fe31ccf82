package io.framelab.server.netty;

import io.framelab.server.core.CloseReason;

/**
 * A connection as a {@link DeadlineWheel} sees it: since when it keeps its server waiting, in ticks
 * of that wheel. Called by the connection's loop.
 */
interface Timed {
  /** It does not keep anybody waiting in this way. */
  long NEVER = Long.MIN_VALUE;

  /**
   * It is looked at, before it is asked: what it can only find out by trying, it tries now. May end
   * it.
   */
  void onLook();

  /** Since when a frame is arriving, and nobody but the peer holds it up. */
  long frameSince();

  /** Since when no byte has come, though the server awaits nothing but bytes. */
  long idleSince();

  /** Since when the peer has taken none of the acks that wait for it. */
  long unreadSince();

  /**
   * It has kept the server waiting for too long.
   *
   * @param reason in what way.
   */
  void onTimeout(CloseReason reason);
}
