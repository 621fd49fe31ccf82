package io.framelab.server.core;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import java.time.Duration;

/**
 * What one peer or one wait may cost. Immutable.
 *
 * @param maxFrameLength the longest frame accepted, in bytes, header included.
 * @param drainTimeout how long a server that was told to stop waits for its connections.
 */
public record Limits(int maxFrameLength, Duration drainTimeout) {
  /** Longer than any answer should take, shorter than a supervisor's patience before it kills. */
  public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofSeconds(30);

  /** Longer than any server runs, short enough to count in nanoseconds. */
  public static final Duration MAX_DRAIN_TIMEOUT = Duration.ofDays(365);

  /**
   * After the acks, how long a closing connection goes on discarding what the peer still sends; of
   * the protocol.
   */
  public static final Duration LINGER_TIMEOUT = Duration.ofSeconds(1);

  /** And how many bytes of it at most; of the protocol. */
  public static final int LINGER_MAX_BYTES = 1024 * 1024;

  /** The limits of a server that was told nothing. */
  public static final Limits DEFAULT =
      new Limits(FrameDescriptor.DEFAULT_MAX_FRAME_LENGTH, DEFAULT_DRAIN_TIMEOUT);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the frame length is outside what the protocol allows, or
   *     the timeout is negative.
   */
  public Limits {
    new FrameDecoder(maxFrameLength);
    if (drainTimeout.isNegative() || drainTimeout.compareTo(MAX_DRAIN_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "expected 0 to " + MAX_DRAIN_TIMEOUT.toDays() + " days of drain timeout");
    }
  }
}
