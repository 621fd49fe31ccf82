package io.framelab.server.core;

import io.framelab.metrics.ServerCounter;
import java.util.Locale;

/**
 * Why a connection was closed as it came, as metrics and logs tell it: a closed set. Immutable: any
 * thread may use it.
 */
public enum RejectReason {
  /** There were too many connections already. */
  MAX_CONNS(ServerCounter.REJECTED_MAX_CONNS),
  /** There were too many from that address. */
  PER_IP(ServerCounter.REJECTED_PER_IP),
  /** They came too fast. */
  ACCEPT_RATE(ServerCounter.REJECTED_ACCEPT_RATE);

  private final ServerCounter counter;

  RejectReason(final ServerCounter counter) {
    this.counter = counter;
  }

  /**
   * What counts it.
   *
   * @return the row of the metrics.
   */
  public ServerCounter counter() {
    return counter;
  }

  /**
   * Its name in metrics and logs.
   *
   * @return for example {@code per_ip}.
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
