package io.framelab.server.core;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import java.time.Duration;
import java.util.Objects;

/**
 * What one peer or one wait may cost. Immutable.
 *
 * @param maxFrameLength the longest frame accepted, in bytes, header included.
 * @param drainTimeout how long a server that was told to stop waits for its connections.
 * @param window how many Submits of one connection may wait for late answers before the server
 *     stops reading there.
 * @param connections how many there may be.
 * @param timeouts how long each may keep the server waiting.
 */
public record Limits(
    int maxFrameLength,
    Duration drainTimeout,
    int window,
    ConnectionLimits connections,
    Timeouts timeouts) {
  /** Longer than any answer should take, shorter than a supervisor's patience before it kills. */
  public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofSeconds(30);

  /** Longer than any server runs, short enough to count in nanoseconds. */
  public static final Duration MAX_DRAIN_TIMEOUT = Duration.ofDays(365);

  /**
   * More would let one peer make the server remember without bound; at the default window of the
   * load generator a client never gets there.
   */
  public static final int DEFAULT_WINDOW = 1024;

  /** At some 50 bytes for an ack that waits, 50 MiB for one connection. */
  public static final int MAX_WINDOW = 1024 * 1024;

  /**
   * After the acks, how long a closing connection goes on discarding what the peer still sends; of
   * the protocol.
   */
  public static final Duration LINGER_TIMEOUT = Duration.ofSeconds(1);

  /** And how many bytes of it at most; of the protocol. */
  public static final int LINGER_MAX_BYTES = 1024 * 1024;

  /** Those of the wire contract, which every engine keeps. */
  public static final Limits WIRE =
      new Limits(
          FrameDescriptor.DEFAULT_MAX_FRAME_LENGTH,
          DEFAULT_DRAIN_TIMEOUT,
          DEFAULT_WINDOW,
          ConnectionLimits.OFF,
          Timeouts.OFF);

  /** Safe on a public port. */
  public static final Limits HARDENED =
      WIRE.connections(ConnectionLimits.HARDENED).timeouts(Timeouts.HARDENED);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the frame length is outside what the protocol allows, the
   *     drain timeout is negative, or the window is not from 1 to {@link #MAX_WINDOW}.
   */
  public Limits {
    Objects.requireNonNull(connections, "connections");
    Objects.requireNonNull(timeouts, "timeouts");
    new FrameDecoder(maxFrameLength);
    if (drainTimeout.isNegative() || drainTimeout.compareTo(MAX_DRAIN_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "expected 0 to " + MAX_DRAIN_TIMEOUT.toDays() + " days of drain timeout");
    }
    if (window < 1 || window > MAX_WINDOW) {
      throw new IllegalArgumentException(
          "window is " + window + ", but must be from 1 to " + MAX_WINDOW);
    }
  }

  /**
   * The same with other frames.
   *
   * @param maxFrameLength the longest frame accepted, in bytes.
   * @return a changed copy.
   */
  public Limits maxFrameLength(final int maxFrameLength) {
    return new Limits(maxFrameLength, drainTimeout, window, connections, timeouts);
  }

  /**
   * The same with another end.
   *
   * @param drainTimeout how long a server that was told to stop waits for its connections.
   * @return a changed copy.
   */
  public Limits drainTimeout(final Duration drainTimeout) {
    return new Limits(maxFrameLength, drainTimeout, window, connections, timeouts);
  }

  /**
   * The same with another window.
   *
   * @param window how many Submits of one connection may wait for late answers.
   * @return a changed copy.
   */
  public Limits window(final int window) {
    return new Limits(maxFrameLength, drainTimeout, window, connections, timeouts);
  }

  /**
   * The same for more connections or fewer.
   *
   * @param connections how many there may be.
   * @return a changed copy.
   */
  public Limits connections(final ConnectionLimits connections) {
    return new Limits(maxFrameLength, drainTimeout, window, connections, timeouts);
  }

  /**
   * The same with other waits.
   *
   * @param timeouts how long a connection may keep the server waiting.
   * @return a changed copy.
   */
  public Limits timeouts(final Timeouts timeouts) {
    return new Limits(maxFrameLength, drainTimeout, window, connections, timeouts);
  }

  /** Whether only an engine of the hardened contract keeps them. */
  boolean needHardening() {
    return !connections.equals(ConnectionLimits.OFF)
        || !timeouts.equals(Timeouts.OFF)
        || window != DEFAULT_WINDOW;
  }
}
