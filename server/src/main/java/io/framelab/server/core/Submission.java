package io.framelab.server.core;

import org.agrona.DirectBuffer;

/**
 * One Submit as the handler sees it: a view over the connection's bytes, valid only while {@link
 * SubmitHandler#onSubmit} runs and only on its thread. The same object comes back with the next
 * Submit; what is to be kept is copied.
 */
public interface Submission {
  /**
   * The id that the client chose.
   *
   * @return eight opaque bytes, first byte uppermost.
   */
  long id();

  /**
   * Where the payload lies. Read only; the connection owns it.
   *
   * @return the buffer, of which only the payload's range may be read.
   */
  DirectBuffer buffer();

  /**
   * Where the payload begins.
   *
   * @return offset in {@link #buffer()} in bytes.
   */
  int payloadOffset();

  /**
   * How long the payload is.
   *
   * @return length in bytes, 0 or more.
   */
  int payloadLength();

  /**
   * The payload, to keep.
   *
   * @return a fresh copy, {@link #payloadLength()} bytes long.
   */
  byte[] copyPayload();

  /**
   * Who sent it.
   *
   * @return the peer; may be kept.
   */
  Peer peer();

  /**
   * Promises an answer for later. The handler then returns {@link SubmitHandler#LATER}.
   *
   * @return what completes this Submit; may be kept and handed to another thread. The same one if
   *     called again.
   */
  Deferral defer();
}
