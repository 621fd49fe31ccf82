package io.framelab.server.core;

import io.framelab.metrics.ServerCounter;
import java.util.Locale;

/**
 * Why a connection ended, as metrics and logs tell it: a closed set. Immutable: any thread may use
 * it.
 */
public enum CloseReason {
  /** The peer left, in the middle of a frame or between two. */
  PEER(ServerCounter.CLOSED_PEER),
  /** The peer broke the protocol. */
  PROTOCOL(ServerCounter.CLOSED_PROTOCOL),
  /** No byte came for too long. */
  IDLE(ServerCounter.CLOSED_IDLE),
  /** A frame took too long to arrive. */
  FRAME_TIMEOUT(ServerCounter.CLOSED_FRAME_TIMEOUT),
  /** Acks waited too long for the peer to take any of them. */
  SLOW_CONSUMER(ServerCounter.CLOSED_SLOW_CONSUMER),
  /** The server was told to stop. */
  DRAIN(ServerCounter.CLOSED_DRAIN),
  /** Reading or writing failed, a reset by the peer included. */
  ERROR(ServerCounter.CLOSED_ERROR);

  private final ServerCounter counter;

  CloseReason(final ServerCounter counter) {
    this.counter = counter;
  }

  ServerCounter counter() {
    return counter;
  }

  /** Its name in metrics and logs. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
