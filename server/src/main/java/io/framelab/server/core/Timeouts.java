package io.framelab.server.core;

import java.time.Duration;

/**
 * How long a connection may keep the server waiting. Immutable. Zero is for ever.
 *
 * @param frame from the first byte of a frame that one read did not bring whole to its last: a peer
 *     that sends a byte now and then is not idle.
 * @param idle without any byte from the peer, while no answer of the handler's is awaited.
 * @param slowConsumer while acks wait and the peer takes no byte of them.
 */
public record Timeouts(Duration frame, Duration idle, Duration slowConsumer) {
  /** Time that an event loop could not use counts for little, and its clock is coarse. */
  public static final Duration MIN = Duration.ofMillis(100);

  /** Longer than any server runs, short enough to count in nanoseconds. */
  public static final Duration MAX = Duration.ofDays(365);

  /** For ever. */
  public static final Timeouts OFF = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /**
   * Safe on a public port: a frame of 64 KiB in ten seconds is 52 kbit/s, less than any link that
   * people use; a peer that takes no byte for ten seconds has gone or means harm; an idle
   * connection costs little, but must not cost it for ever, and five minutes are what load
   * balancers and address translators give it.
   */
  public static final Timeouts HARDENED =
      new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(10));

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is neither zero nor from {@link #MIN} to {@link #MAX}.
   */
  public Timeouts {
    check("frame", frame);
    check("idle", idle);
    check("slow consumer", slowConsumer);
  }

  private static void check(final String name, final Duration timeout) {
    if (!timeout.isZero() && (timeout.compareTo(MIN) < 0 || timeout.compareTo(MAX) > 0)) {
      throw new IllegalArgumentException(
          "%s timeout is %s, but must be zero or from %s to %s".formatted(name, timeout, MIN, MAX));
    }
  }
}
