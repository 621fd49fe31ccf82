package io.framelab.loadgen;

import java.util.Locale;

/**
 * The one ack that broke the protocol. Thrown out of the read path, at most once per connection;
 * without a stack trace, since it speaks of the server's bytes and not of our code.
 */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ViolationKind kind;

  Violation(final ViolationKind kind, final LoadConnection connection, final String found) {
    super(describe(kind, connection, found), null, false, false);
    this.kind = kind;
  }

  ViolationKind kind() {
    return kind;
  }

  private static String describe(
      final ViolationKind kind, final LoadConnection connection, final String found) {
    final String expected =
        connection.outstanding() == 0
            ? "nothing, all were acknowledged"
            : "id " + hex(connection.id(connection.acked));
    return kind.words()
        + " on connection "
        + connection.number
        + ", ack number "
        + (connection.acked + 1)
        + ": expected "
        + expected
        + ", found "
        + found;
  }

  /** An id as all messages print it. */
  static String hex(final long id) {
    return String.format(Locale.ROOT, "0x%016x", id);
  }
}
