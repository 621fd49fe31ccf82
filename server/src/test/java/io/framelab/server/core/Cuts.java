package io.framelab.server.core;

/** Where a stream is cut into the pieces that arrive. */
interface Cuts {
  /** As it was sent. */
  Cuts NONE = (from, end) -> end;

  /** The end of the piece that begins at {@code from}: after it, and not behind {@code end}. */
  int next(int from, int end);
}
