package io.framelab.codec;

import java.util.Locale;

/**
 * A peer broke the protocol: the connection that it came on ends, after the acks of what was
 * handled before. Carries a reason from a closed set and no stack trace, since it speaks of the
 * peer's bytes and not of our code, and a hostile peer must not be able to make us walk stacks.
 */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a connection was ended, as code and metrics spell it. */
  public enum Reason {
    /** The length field says less than a header, or is negative. */
    LENGTH_TOO_SMALL,
    /** The length field says more than this server accepts. */
    LENGTH_TOO_LARGE,
    /** No command has this byte. */
    UNKNOWN_COMMAND,
    /** A client sent what only servers send. */
    SERVER_COMMAND,
    /** A second Conn on one connection. */
    SECOND_CONN,
    /** The first bytes are those of a TLS handshake. */
    LOOKS_LIKE_TLS,
    /** The first bytes are those of an HTTP request. */
    LOOKS_LIKE_HTTP;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * The reason as metrics spell it.
     *
     * @return for example {@code length_too_small}.
     */
    public String label() {
      return label;
    }
  }

  private final Reason reason;

  /**
   * Creates the exception.
   *
   * @param reason why the connection ends.
   */
  public ProtocolException(final Reason reason) {
    super(reason.label(), null, false, false);
    this.reason = reason;
  }

  /**
   * Why the connection ends.
   *
   * @return one of a closed set.
   */
  public Reason reason() {
    return reason;
  }
}
