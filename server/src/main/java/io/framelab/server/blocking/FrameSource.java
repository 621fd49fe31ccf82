package io.framelab.server.blocking;

import io.framelab.server.core.Session;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where the objects of a frame come from, and in which form the session gets it: see {@link
 * FrameObjects}. Called on the threads of the connections that it serves: one, or all.
 */
interface FrameSource {
  /**
   * Reads the rest of one frame and has the session handle it.
   *
   * @param in stands behind the length field.
   * @param frameLength of the whole frame in bytes; judged.
   * @param session of the connection.
   * @throws IOException if reading fails, {@link java.io.EOFException} if the peer left inside the
   *     frame.
   */
  void readFrame(InputStream in, int frameLength, Session session) throws IOException;
}
