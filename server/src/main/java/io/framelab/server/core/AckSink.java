package io.framelab.server.core;

/**
 * Where a session's acks go: an engine's way to the socket. Called only on the thread that owns the
 * connection, in the order in which acks must leave.
 */
public interface AckSink {
  /**
   * Takes the ack of a Submit.
   *
   * @param id of the Submit.
   * @param result one of {@link ResultCode}'s codes.
   */
  void submitAck(long id, int result);

  /**
   * Takes the ack of a Conn.
   *
   * @param id of the Conn.
   * @param result one of {@link ResultCode}'s codes.
   */
  void connAck(long id, int result);
}
