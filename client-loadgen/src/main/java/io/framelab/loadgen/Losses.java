package io.framelab.loadgen;

import java.io.IOException;

/** Says why a connection ended, and whose fault that was. Owned by one load thread. */
final class Losses {
  private final LoadFailures failures;

  Losses(final LoadFailures failures) {
    this.failures = failures;
  }

  /** The server closed its side. */
  void onEnd(final LoadConnection connection) {
    if (connection.refused && !connection.finishing) {
      failures.reset(
          "connection "
              + connection.number
              + ": closed by the server after result unauthenticated, up to ack number "
              + connection.acked
              + "; it wants authentication, which this load generator does not offer");
    } else if (connection.outstanding() > 0 || connection.frameOffset > 0) {
      failures.violation(
          new Violation(ViolationKind.EARLY_CLOSE, connection, "the end of the stream"));
    } else if (connection.leftoverLength > 0) {
      failures.violation(
          new Violation(
              ViolationKind.NOT_AN_ACK,
              connection,
              connection.leftoverLength + " bytes and the end of the stream"));
    } else if (!connection.finishing) {
      failures.reset(
          "connection " + connection.number + ": closed by the server with nothing outstanding");
    }
  }

  /** The socket failed. */
  void onLost(final LoadConnection connection, final IOException cause) {
    if (!connection.finishing) {
      failures.reset(
          "connection "
              + connection.number
              + ": "
              + cause.getMessage()
              + (connection.outstanding() > 0 ? ", waiting for " + waitingFor(connection) : ""));
    }
  }

  /** Nothing came for too long. */
  void onSilence(final LoadConnection connection, final long timeoutNs) {
    failures.timeout(
        "connection "
            + connection.number
            + ": no ack within "
            + timeoutNs / 1_000_000
            + " ms, "
            + connection.outstanding()
            + " outstanding, waiting for "
            + waitingFor(connection));
  }

  private static String waitingFor(final LoadConnection connection) {
    return "ack number "
        + (connection.acked + 1)
        + ", id "
        + Violation.hex(connection.id(connection.acked));
  }
}
