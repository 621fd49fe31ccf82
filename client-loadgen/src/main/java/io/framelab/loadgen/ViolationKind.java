package io.framelab.loadgen;

/** How a server can break the protocol. Immutable: any thread may use it. */
enum ViolationKind {
  /** The ack of a Submit that was acknowledged before. */
  DUPLICATE("duplicate ack"),
  /** The ack of a Submit that is on its way, before its elder's. */
  REORDERED("ack out of order"),
  /** The ack of a Submit that was never sent. */
  NEVER_SENT("ack of nothing"),
  /** An id that this connection cannot have sent. */
  BAD_ID("wrong id"),
  /** A result code that the protocol does not have. */
  BAD_RESULT("unknown result"),
  /** Bytes that are no SubmitAck. */
  NOT_AN_ACK("not an ack"),
  /** The server closed while acks were outstanding. */
  EARLY_CLOSE("closed by the server with acks outstanding");

  private final String words;

  ViolationKind(final String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }
}
