package io.framelab.metrics;

/**
 * The table of what a server has just now: one row per series. Each is the difference of two counts
 * that only grow, so that a thread writes to its own shard and nowhere else. Immutable: any thread
 * may use it.
 */
public enum ServerGauge {
  /** Submits whose answers are awaited. */
  INFLIGHT(
      "tcp.server.inflight",
      "Submits that wait for a late answer, or for their turn behind one",
      ServerCounter.ACKS_OWED,
      ServerCounter.ACKS_SETTLED),
  /** What peers do not take. */
  WRITE_PENDING_BYTES(
      "tcp.server.write.pending.bytes",
      "Bytes of acks that event loops hold until sockets take them",
      ServerCounter.WRITES_PENDING,
      ServerCounter.WRITES_SETTLED),
  /** Whom back-pressure holds back. */
  READS_PAUSED(
      "tcp.server.reads.paused",
      "Connections that event loops do not read, because acks are not taken or answers not there",
      ServerCounter.READS_PAUSED,
      ServerCounter.READS_RESUMED);

  private final String meter;
  private final String help;
  private final ServerCounter begun;
  private final ServerCounter ended;

  ServerGauge(
      final String meter, final String help, final ServerCounter begun, final ServerCounter ended) {
    this.meter = meter;
    this.help = help;
    this.begun = begun;
    this.ended = ended;
  }

  /**
   * The meter's name in Micrometer's spelling.
   *
   * @return for example {@code tcp.server.inflight}, exposed as {@code tcp_server_inflight}.
   */
  public String meter() {
    return meter;
  }

  /**
   * What it shows.
   *
   * @return a sentence fragment for people.
   */
  public String help() {
    return help;
  }

  ServerCounter begun() {
    return begun;
  }

  ServerCounter ended() {
    return ended;
  }
}
