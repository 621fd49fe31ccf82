package io.framelab.loadgen;

import java.nio.ByteBuffer;

/**
 * The endless stream of Submits that a connection sends. Every byte of it follows from its place in
 * the stream, so that what a socket did not take is rendered again and no connection keeps a copy.
 * Owns the send buffer of one thread.
 */
interface SubmitStream {
  /**
   * Enough for one write to carry thousands of small Submits, small enough to stay in the
   * second-level cache.
   */
  int SEND_BUFFER_BYTES = 64 * 1024;

  /** What payloads are made of: one printable byte, easy to tell from ids in a packet trace. */
  byte PAYLOAD_BYTE = 'x';

  /**
   * Renders what comes next on a connection.
   *
   * @param connection gives the place in the stream.
   * @param submits the most Submits to render, the one that was begun before included; at least 1.
   * @return the send buffer, ready to be written; valid until the next call.
   */
  ByteBuffer render(LoadConnection connection, long submits);

  /**
   * Moves a connection's place in the stream.
   *
   * @param connection to move.
   * @param writtenBytes what its socket took of what was rendered last.
   */
  void advance(LoadConnection connection, int writtenBytes);

  /** The stream for a table of sizes: the quick one where it can be used. */
  static SubmitStream of(final PayloadMix mix, final SizeTable sizes) {
    return mix.isFixed() && FixedSubmits.fits(sizes.payloadBytes(0, 0))
        ? new FixedSubmits(sizes.payloadBytes(0, 0))
        : new MixedSubmits(sizes);
  }
}
