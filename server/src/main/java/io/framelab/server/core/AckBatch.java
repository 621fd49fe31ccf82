package io.framelab.server.core;

import org.agrona.MutableDirectBuffer;

/**
 * An {@link AckSink} that keeps the acks of a read one behind the other in one buffer, so that a
 * session can write a whole run of them there by itself. Called on the thread that owns the
 * connection.
 *
 * <pre>
 *   | ack | ack | ack |                |
 *   0                 length()         capacity
 * </pre>
 */
public interface AckBatch extends AckSink {
  /**
   * Where acks lie. Stays the sink's, and the same until the next call of the sink.
   *
   * @return a buffer outside the heap, to its capacity free behind {@link #length()}; it may have
   *     no room.
   */
  MutableDirectBuffer buffer();

  /**
   * Where the next ack goes.
   *
   * @return what is in the buffer, in bytes.
   */
  int length();

  /**
   * Takes acks of Submits that the session has written behind the others.
   *
   * @param count how many; not more than there was room for.
   */
  void addSubmitAcks(int count);
}
