package io.framelab.server.blocking;

import java.io.IOException;

/** Leaves the read loop because the server stops, not because of anything that the peer did. */
final class DrainedException extends IOException {
  private static final long serialVersionUID = 1L;

  DrainedException() {
    super("the server stops");
  }
}
