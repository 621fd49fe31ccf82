package io.framelab.server.core;

/**
 * The results that an ack can carry, as the protocol defines them. Constants: any thread may use
 * them.
 */
public final class ResultCode {
  /** Done. */
  public static final int OK = 0;

  /** Not now: the client may try again. */
  public static final int BUSY = 1;

  /** The application does not want it. */
  public static final int REJECTED = 2;

  /** The client has not said who it is. */
  public static final int UNAUTHENTICATED = 3;

  /** The application failed. */
  public static final int FAILED = 4;

  /** How many codes there are: {@link #OK} to {@link #FAILED}, without gaps. */
  public static final int COUNT = FAILED + 1;

  private ResultCode() {}

  /**
   * Makes a result that may stand on the wire of whatever a handler returned.
   *
   * @param result what the handler said.
   * @return the same, or {@link #FAILED} if no such code exists.
   */
  static int judge(final int result) {
    return result >= OK && result < COUNT ? result : FAILED;
  }
}
