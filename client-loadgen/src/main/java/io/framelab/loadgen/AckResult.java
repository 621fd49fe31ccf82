package io.framelab.loadgen;

import java.util.Locale;

/**
 * What a SubmitAck may say, in the order of its code on the wire. Immutable: any thread may use it.
 */
enum AckResult {
  /** Accepted. */
  OK,
  /** Try again. */
  BUSY,
  /** Refused by the application. */
  REJECTED,
  /** A Submit before a successful Conn. */
  UNAUTHENTICATED,
  /** Failed in the application. */
  FAILED;

  /** How many codes there are: 0 to {@code COUNT - 1}. */
  static final int COUNT = values().length;

  /** The name as results spell it, for example {@code ok}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
