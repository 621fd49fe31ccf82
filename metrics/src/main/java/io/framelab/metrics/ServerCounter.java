package io.framelab.metrics;

/**
 * The table of what a server counts: one row per series, with its meter, its label and its help. To
 * count something new, add a row. Rows of one meter stand together. Immutable: any thread may use
 * it.
 */
public enum ServerCounter {
  /** Submits decoded. */
  REQ_RECV("tcp.server.req.recv", "Submits decoded"),
  /** Acks of Submits that the socket took. */
  RSP_SEND("tcp.server.rsp.send", "Acks of Submits that the socket took"),
  /** Reads that brought bytes; exposed as the count of {@code tcp.server.frames.per.read}. */
  READS,
  /**
   * Times that acks were handed to the socket; the count of {@code tcp.server.frames.per.flush}.
   */
  FLUSHES,
  /** Submits whose acks came to wait for a late answer, their own or one before them. */
  ACKS_OWED,
  /** Those of them that were acked, or lost their connection. */
  ACKS_SETTLED,
  /** Bytes of acks that came to wait because the socket was full. */
  WRITES_PENDING,
  /** Those of them that the socket took, or that lost their connection. */
  WRITES_SETTLED,
  /** Times that the server stopped reading a connection, because of its acks. */
  READS_PAUSED,
  /** Times that it read on, or that the connection ended. */
  READS_RESUMED,
  /** Bytes read from sockets. */
  RECEIVED_BYTES("tcp.server.received.bytes", "Bytes read from clients"),
  /** Bytes that sockets took. */
  SENT_BYTES("tcp.server.sent.bytes", "Bytes that sockets took"),
  /** Connections accepted. */
  ACCEPTED("tcp.server.connections.accepted", "Connections accepted"),
  /** There were too many connections already. */
  REJECTED_MAX_CONNS(Meter.REJECTED, "max_conns"),
  /** There were too many from that address. */
  REJECTED_PER_IP(Meter.REJECTED, "per_ip"),
  /** They came too fast. */
  REJECTED_ACCEPT_RATE(Meter.REJECTED, "accept_rate"),
  /** The peer ended the connection. */
  CLOSED_PEER(Meter.CLOSED, "peer"),
  /** The peer broke the protocol. */
  CLOSED_PROTOCOL(Meter.CLOSED, "protocol"),
  /** No byte came for too long. */
  CLOSED_IDLE(Meter.CLOSED, "idle"),
  /** A frame took too long to arrive. */
  CLOSED_FRAME_TIMEOUT(Meter.CLOSED, "frame_timeout"),
  /** Acks waited too long for the peer to take any of them. */
  CLOSED_SLOW_CONSUMER(Meter.CLOSED, "slow_consumer"),
  /** The server was told to stop. */
  CLOSED_DRAIN(Meter.CLOSED, "drain"),
  /** Reading or writing failed. */
  CLOSED_ERROR(Meter.CLOSED, "error"),
  /** Answered ok. */
  RESULT_OK(Meter.RESULT, "ok"),
  /** Answered busy. */
  RESULT_BUSY(Meter.RESULT, "busy"),
  /** Answered rejected. */
  RESULT_REJECTED(Meter.RESULT, "rejected"),
  /** Answered unauthenticated. */
  RESULT_UNAUTHENTICATED(Meter.RESULT, "unauthenticated"),
  /** Answered failed. */
  RESULT_FAILED(Meter.RESULT, "failed"),
  /** The length field said less than a header. */
  PROTOCOL_LENGTH_TOO_SMALL(Meter.PROTOCOL_ERROR, "length_too_small"),
  /** The length field said more than is accepted. */
  PROTOCOL_LENGTH_TOO_LARGE(Meter.PROTOCOL_ERROR, "length_too_large"),
  /** No such command. */
  PROTOCOL_UNKNOWN_COMMAND(Meter.PROTOCOL_ERROR, "unknown_command"),
  /** A client sent a server's command. */
  PROTOCOL_SERVER_COMMAND(Meter.PROTOCOL_ERROR, "server_command"),
  /** A second Conn. */
  PROTOCOL_SECOND_CONN(Meter.PROTOCOL_ERROR, "second_conn"),
  /** A TLS handshake. */
  PROTOCOL_LOOKS_LIKE_TLS(Meter.PROTOCOL_ERROR, "looks_like_tls"),
  /** An HTTP request. */
  PROTOCOL_LOOKS_LIKE_HTTP(Meter.PROTOCOL_ERROR, "looks_like_http"),
  /** The processors had too much to do, and what with is kept. */
  PROFILES_KEPT_CPU(Meter.PROFILES_KEPT, "cpu"),
  /** The heap was too full. */
  PROFILES_KEPT_HEAP(Meter.PROFILES_KEPT, "heap"),
  /** There were too many threads. */
  PROFILES_KEPT_THREADS(Meter.PROFILES_KEPT, "threads"),
  /** An event loop was late. */
  PROFILES_KEPT_LAG(Meter.PROFILES_KEPT, "lag"),
  /** The processors had too much to do, but nothing could be kept of it. */
  PROFILES_SKIPPED_CPU(Meter.PROFILES_SKIPPED, "cpu"),
  /** The heap was too full. */
  PROFILES_SKIPPED_HEAP(Meter.PROFILES_SKIPPED, "heap"),
  /** There were too many threads. */
  PROFILES_SKIPPED_THREADS(Meter.PROFILES_SKIPPED, "threads"),
  /** An event loop was late. */
  PROFILES_SKIPPED_LAG(Meter.PROFILES_SKIPPED, "lag");

  private final String meter;
  private final String help;
  private final String labelName;
  private final String labelValue;

  ServerCounter() {
    this((String) null, null);
  }

  ServerCounter(final String meter, final String help) {
    this.meter = meter;
    this.help = help;
    this.labelName = null;
    this.labelValue = null;
  }

  ServerCounter(final Meter meter, final String labelValue) {
    this.meter = meter.meterName;
    this.help = meter.help;
    this.labelName = meter.labelName;
    this.labelValue = labelValue;
  }

  /**
   * The meter's name in Micrometer's spelling.
   *
   * @return for example {@code tcp.server.req.recv}, exposed as {@code tcp_server_req_recv_total};
   *     null for a row that is only a part of something else.
   */
  public String meter() {
    return meter;
  }

  /**
   * What the meter counts.
   *
   * @return a sentence fragment for people.
   */
  public String help() {
    return help;
  }

  /**
   * The label that tells this row from others of its meter.
   *
   * @return its name, or null if the meter has one row only.
   */
  public String labelName() {
    return labelName;
  }

  /**
   * The value of the label.
   *
   * @return its value, or null if the meter has one row only.
   */
  public String labelValue() {
    return labelValue;
  }

  private enum Meter {
    REJECTED(
        "tcp.server.connections.rejected", "Connections closed as they came, unserved", "reason"),
    CLOSED("tcp.server.connections.closed", "Connections closed", "reason"),
    RESULT("tcp.server.submit", "Submits answered, by result", "result"),
    PROTOCOL_ERROR(
        "tcp.server.protocol.errors", "Connections ended for breaking the protocol", "reason"),
    PROFILES_KEPT(
        "tcp.server.profiles.kept", "Moments above a threshold that were kept", "trigger"),
    PROFILES_SKIPPED(
        "tcp.server.profiles.skipped",
        "Moments above a threshold of which nothing could be kept",
        "trigger");

    private final String meterName;
    private final String help;
    private final String labelName;

    Meter(final String meterName, final String help, final String labelName) {
      this.meterName = meterName;
      this.help = help;
      this.labelName = labelName;
    }
  }
}
